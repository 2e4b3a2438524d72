// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.UserId;

/**
 * Makes accounts at a Synapse whose {@code registration_shared_secret} is known (Synapse's Admin
 * API, "Shared-Secret Registration"). No other homeserver need have this.
 *
 * <p>Immutable; any thread may call.
 */
public final class SharedSecretRegistration {

    private static final String PATH = "/_synapse/admin/v1/register";
    private static final String ALGORITHM = "HmacSHA1";
    private static final int MAXIMUM_ANSWER = 64 * 1024;

    private final Transport transport;
    private final URI uri;

    /**
     * @param transport carries the requests
     * @param baseUrl the homeserver's base URL
     */
    public SharedSecretRegistration(Transport transport, BaseUrl baseUrl) {
        this.transport = transport;
        this.uri = URI.create(baseUrl.value() + PATH);
    }

    /**
     * Makes an account, which nobody is signed in to afterwards.
     *
     * @param sharedSecret the homeserver's secret, which is not sent
     * @param localpart the part of the user id before the colon, without {@code @}
     * @param password the account's password
     * @param admin whether it administers the homeserver
     * @return who it is; failed with a {@link MatrixException} if it was not made
     */
    public CompletableFuture<UserId> register(
            Secret sharedSecret, String localpart, Secret password, boolean admin) {
        return execute(
                        Call.of(
                                new ApiRequest("GET", uri, null, null, MAXIMUM_ANSWER),
                                "register " + localpart,
                                "this needs a Synapse whose /_synapse/admin can be reached there"),
                        answer -> answer.text("nonce"))
                .thenCompose(
                        nonce ->
                                execute(
                                        Call.of(
                                                        request(
                                                                nonce,
                                                                sharedSecret,
                                                                localpart,
                                                                password,
                                                                admin),
                                                        "register " + localpart)
                                                .hiding(password),
                                        Answer::userId));
    }

    private ApiRequest request(
            String nonce, Secret sharedSecret, String localpart, Secret password, boolean admin) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("nonce", nonce);
        body.put("username", localpart);
        body.put("password", password.value());
        body.put("admin", admin);
        body.put("inhibit_login", true);
        body.put(
                "mac",
                mac(
                        sharedSecret,
                        String.join(
                                "\0",
                                nonce,
                                localpart,
                                password.value(),
                                admin ? "admin" : "notadmin")));
        return new ApiRequest(
                "POST",
                uri,
                null,
                body.toString().getBytes(StandardCharsets.UTF_8),
                MAXIMUM_ANSWER);
    }

    private static String mac(Secret key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private <T> CompletableFuture<T> execute(Call call, Function<Answer, T> reader) {
        return transport
                .execute(call.request())
                .handle(
                        (response, failure) -> {
                            if (failure != null) {
                                throw call.noAnswer(failure);
                            }
                            return reader.apply(call.answer(response));
                        });
    }
}
