// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Synapse's own "Shared-Secret Registration": who knows the secret makes accounts. */
final class SharedSecretApi {
    private static final String ALGORITHM = "HmacSHA1";
    private static final Duration NONCE_LIFETIME = Duration.ofMinutes(1);
    private static final Set<String> USER_TYPES = Set.of("bot", "support");

    private final Optional<String> secret;
    private final RegistrationApi registration;
    private final SignIn signIn;
    private final Accounts accounts;
    private final ApplicationServices services;
    private final Ids ids;
    private final OneTimeSecrets nonces;

    SharedSecretApi(
            Settings settings,
            RegistrationApi registration,
            SignIn signIn,
            Accounts accounts,
            ApplicationServices services,
            Ids ids) {
        this.secret = settings.registrationSharedSecret();
        this.registration = registration;
        this.signIn = signIn;
        this.accounts = accounts;
        this.services = services;
        this.ids = ids;
        this.nonces = new OneTimeSecrets(NONCE_LIFETIME, settings.clock());
    }

    ObjectNode nonce() {
        String nonce = ids.nonce();
        nonces.add(nonce, "");
        return Json.object().put("nonce", nonce);
    }

    /** A nonce is used up by a wrong request as well. */
    ObjectNode register(Call call) {
        String key =
                secret.orElseThrow(
                        () ->
                                MatrixError.unknown(
                                        400, "Shared secret registration is not enabled"));
        ObjectNode body = call.json();
        String nonce = present(body, "nonce").asText();
        if (nonces.use(nonce).isEmpty()) {
            throw MatrixError.unknown(400, "unrecognised nonce");
        }
        String username = text(body, "username");
        String password = text(body, "password");
        JsonNode type = body.path("user_type");
        if (!type.isMissingNode() && !type.isNull() && !USER_TYPES.contains(type.asText())) {
            throw MatrixError.unknown(400, "Invalid user type");
        }
        String admin = body.path("admin").asBoolean() ? "admin" : "notadmin";
        String signed = String.join("\0", List.of(nonce, username, password, admin));
        String expected = mac(key, type.isTextual() ? signed + "\0" + type.asText() : signed);
        if (!isEqual(expected, present(body, "mac").asText())) {
            throw MatrixError.unknown(403, "HMAC incorrect");
        }
        SignIn.requireClearWish(body);
        String userId = registration.newUserId(body.path("username"));
        services.requireFree(userId);
        accounts.create(userId, Optional.of(password));
        if (body.path("displayname").isTextual()) {
            String name = body.path("displayname").asText();
            accounts.setProfile(userId, Profile.NONE.withDisplayName(name));
        }
        return signIn.logInIfWanted(userId, body);
    }

    private static JsonNode present(ObjectNode body, String field) {
        if (!body.has(field)) {
            throw MatrixError.badJson(field + " must be specified");
        }
        return body.get(field);
    }

    private static String text(ObjectNode body, String field) {
        JsonNode value = present(body, field);
        if (!value.isTextual()) {
            throw MatrixError.unknown(400, "Invalid " + field);
        }
        return value.textValue();
    }

    private static String mac(String key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
