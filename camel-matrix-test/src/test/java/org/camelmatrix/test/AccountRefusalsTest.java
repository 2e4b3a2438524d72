// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.test.HttpHomeserver.V3;
import static org.camelmatrix.test.HttpHomeserver.json;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.camelmatrix.test.HttpHomeserver.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the stand-in answers about tokens, profiles and files, as Synapse 1.163.2 does. As with
 * {@link RefusalsTest}, {@code -Dmatrix.homeserver=URL} asks a Synapse again; this one needs {@code
 * refreshable_access_token_lifetime}, which it has by default, and {@code
 * federation_domain_whitelist: []}.
 */
class AccountRefusalsTest {
    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX =
            new MatrixHomeserverExtension(
                    MatrixHomeserver.builder().accessTokenLifetime(Duration.ofMinutes(5)));

    @RegisterExtension
    static final SpecificationExtension SPECIFICATION = new SpecificationExtension(MATRIX);

    private static final String DOWNLOADS = "/_matrix/client/v1/media/download/";

    private HttpHomeserver server;
    private TestAccount alice;
    private TestAccount bob;

    /** One request and what becomes of it. */
    private record Refusal(String name, int status, String errcode, Request request) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Request {
        Reply send(AccountRefusalsTest test) throws IOException;
    }

    @BeforeEach
    void register(MatrixHomeserver standIn) {
        String real = System.getProperty("matrix.homeserver");
        if (real != null) {
            standIn.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(real)));
        }
        server = new HttpHomeserver(standIn.url());
        alice = server.newAccount("alice");
        bob = server.newAccount("bob");
    }

    @ParameterizedTest
    @MethodSource
    void answersAsSynapseDoes(Refusal refusal) throws IOException {
        Reply reply = refusal.request.send(this);

        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(refusal.status);
        assertThat(reply.errcode()).isEqualTo(refusal.errcode);
    }

    static Stream<Refusal> answersAsSynapseDoes() {
        return Stream.of(tokens(), readProfiles(), setProfiles(), files()).flatMap(all -> all);
    }

    private static Stream<Refusal> tokens() {
        return Stream.of(
                of("no refresh token", 401, "M_UNKNOWN_TOKEN", t -> t.server.refresh("nonsense")),
                of("refresh token used", 403, "M_FORBIDDEN", AccountRefusalsTest::refreshTwice),
                of(
                        "refresh token of old",
                        401,
                        "M_UNKNOWN_TOKEN",
                        AccountRefusalsTest::refreshAfterTheNext),
                of(
                        "refresh token of an unused pair again",
                        200,
                        null,
                        AccountRefusalsTest::refreshAgain),
                of("refresh, no token", 400, "M_MISSING_PARAM", t -> t.refreshWrongly("{}")),
                of(
                        "refresh, a number",
                        400,
                        "M_INVALID_PARAM",
                        t -> t.refreshWrongly("{\"refresh_token\":5}")),
                of("refresh, malformed", 400, "M_NOT_JSON", t -> t.refreshWrongly("{")),
                of(
                        "login, unclear refresh token",
                        400,
                        "M_UNKNOWN",
                        t ->
                                t.server.wrong(
                                        "POST",
                                        V3 + "/login",
                                        null,
                                        "{\"type\":\"m.login.password\",\"refresh_token\":5}")),
                of(
                        "register with a token",
                        400,
                        "M_UNKNOWN",
                        t ->
                                t.server.call(
                                        "POST",
                                        V3 + "/register",
                                        t.alice.accessToken(),
                                        json("{'username':'a'}"))),
                of(
                        "wrong login token",
                        403,
                        "M_FORBIDDEN",
                        t ->
                                t.server.call(
                                        "POST",
                                        V3 + "/login",
                                        null,
                                        json("{'type':'m.login.token','token':'x'}"))));
    }

    private static Stream<Refusal> readProfiles() {
        return Stream.of(
                of("profile of nobody", 404, "M_UNKNOWN", t -> t.profile("@no.body:localhost")),
                of(
                        "name of nobody",
                        404,
                        "M_NOT_FOUND",
                        t -> t.profile("@no.body:localhost/displayname")),
                of("profile of elsewhere", 403, "M_FORBIDDEN", t -> t.profile("@a:elsewhere")),
                of("picture not set", 200, null, t -> t.profile(t.alice.userId() + "/avatar_url")),
                of(
                        "profile of no user id",
                        400,
                        "M_INVALID_PARAM",
                        t -> t.server.wrong("GET", V3 + "/profile/nobody", null, null)),
                of(
                        "profile with a wrong token",
                        401,
                        "M_UNKNOWN_TOKEN",
                        t -> t.server.call("GET", V3 + "/profile/" + t.alice.userId(), "x", null)),
                of("profile of nothing", 404, "M_NOT_FOUND", AccountRefusalsTest::emptyProfile));
    }

    private static Stream<Refusal> setProfiles() {
        return Stream.of(
                of("name of another", 400, "M_FORBIDDEN", t -> t.name(t.bob.userId(), "'x'")),
                of("name of elsewhere", 400, "M_UNKNOWN", t -> t.name("@a:elsewhere", "'x'")),
                of("name of no user id", 400, "M_INVALID_PARAM", t -> t.name("nobody", "'x'")),
                of("name, a number", 400, "M_INVALID_PARAM", t -> t.name("5")),
                of("name, null", 400, "M_INVALID_PARAM", t -> t.name("null")),
                of("name of 256 letters", 200, null, t -> t.name("'" + "x".repeat(256) + "'")),
                of(
                        "name of 257 letters",
                        400,
                        "M_UNKNOWN",
                        t -> t.name("'" + "x".repeat(257) + "'")),
                of("no name", 400, "M_MISSING_PARAM", t -> t.set(t.alice.userId(), "{}")),
                of("name, malformed", 400, "M_NOT_JSON", t -> t.set(t.alice.userId(), "{")));
    }

    private static Stream<Refusal> files() {
        return Stream.of(
                of("no file", 404, "M_NOT_FOUND", t -> t.download("localhost/nosuch")),
                of("file of elsewhere", 403, "M_FORBIDDEN", t -> t.download("elsewhere/nosuch")),
                of(
                        "download without a token",
                        401,
                        "M_MISSING_TOKEN",
                        t -> t.server.wrong("GET", DOWNLOADS + "localhost/a", null, null)),
                of(
                        "upload with a wrong token",
                        401,
                        "M_UNKNOWN_TOKEN",
                        t -> t.server.upload("wrong", "", "text/plain", new byte[1])),
                of(
                        "upload by the wrong method",
                        405,
                        "M_UNRECOGNIZED",
                        t -> t.server.wrong("GET", Endpoint.UPLOAD.path(), null, null)));
    }

    private static Refusal of(String name, int status, String errcode, Request request) {
        return new Refusal(name, status, errcode, request);
    }

    private Reply refreshWrongly(String body) throws IOException {
        return server.wrong("POST", Endpoint.REFRESH.path(), null, body);
    }

    private String refreshToken() throws IOException {
        return server.login(alice, json("{'refresh_token':true}")).text("refresh_token");
    }

    private Reply refreshTwice() throws IOException {
        String first = refreshToken();
        server.whoami(server.refresh(first).text("access_token"));
        return server.refresh(first);
    }

    private Reply refreshAfterTheNext() throws IOException {
        String first = refreshToken();
        server.refresh(server.refresh(first).text("refresh_token"));
        return server.refresh(first);
    }

    private Reply refreshAgain() throws IOException {
        String first = refreshToken();
        server.refresh(first);
        return server.refresh(first);
    }

    private Reply profile(String userAndMore) throws IOException {
        return server.call("GET", V3 + "/profile/" + userAndMore, null, null);
    }

    private Reply emptyProfile() throws IOException {
        name("''");
        return profile(alice.userId());
    }

    private Reply name(String value) throws IOException {
        return name(alice.userId(), value);
    }

    private Reply name(String user, String value) throws IOException {
        return set(user, "{'displayname':" + value + "}");
    }

    private Reply set(String user, String body) throws IOException {
        String path = V3 + "/profile/" + user + "/displayname";
        return server.wrong("PUT", path, alice.accessToken(), body.replace('\'', '"'));
    }

    private Reply download(String file) throws IOException {
        return server.call("GET", DOWNLOADS + file, alice.accessToken(), null);
    }
}
