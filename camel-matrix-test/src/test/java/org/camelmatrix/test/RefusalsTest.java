// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.test.HttpHomeserver.V3;
import static org.camelmatrix.test.HttpHomeserver.encode;
import static org.camelmatrix.test.HttpHomeserver.json;
import static org.camelmatrix.test.HttpHomeserver.message;
import static org.camelmatrix.test.HttpHomeserver.room;
import static org.camelmatrix.test.HttpHomeserver.sendPath;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.stream.Stream;
import org.camelmatrix.test.HttpHomeserver.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the stand-in refuses, with the status and error code that Synapse 1.163.2 gives. The table
 * was made by asking Synapse; {@code -Dmatrix.homeserver=URL} asks one again, which must let
 * everybody register and limit no rates.
 */
class RefusalsTest {
    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX = new MatrixHomeserverExtension();

    @RegisterExtension
    static final SpecificationExtension SPECIFICATION = new SpecificationExtension(MATRIX);

    private static final String NO_ROOM = "!nosuchroom:localhost";
    private static final String NO_ROOM_V12 = "!" + "a".repeat(43);

    private HttpHomeserver server;
    private TestAccount alice;
    private TestAccount bob;
    private String closed;
    private String open;

    /** One request and what becomes of it. */
    private record Refusal(String name, int status, String errcode, Request request) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Request {
        Reply send(RefusalsTest test) throws IOException;
    }

    @BeforeEach
    void makeRooms(MatrixHomeserver standIn) throws IOException {
        String real = System.getProperty("matrix.homeserver");
        if (real != null) {
            standIn.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(real)));
        }
        server = new HttpHomeserver(standIn.url());
        alice = server.newAccount("alice");
        bob = server.newAccount("bob");
        closed = server.createRoom(alice.accessToken(), json("{'preset':'private_chat'}"));
        open = server.createRoom(alice.accessToken(), json("{'preset':'public_chat'}"));
    }

    @ParameterizedTest
    @MethodSource
    void refusesAsSynapseDoes(Refusal refusal) throws IOException {
        Reply reply = refusal.request.send(this);

        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(refusal.status);
        assertThat(reply.errcode()).isEqualTo(refusal.errcode);
    }

    static Stream<Refusal> refusesAsSynapseDoes() {
        return Stream.of(tokens(), logins(), sends(), joins(), others(), paths())
                .flatMap(refusals -> refusals);
    }

    private static Stream<Refusal> tokens() {
        String whoami = V3 + "/account/whoami";
        return Stream.of(
                refusal(
                        "no token",
                        401,
                        "M_MISSING_TOKEN",
                        t -> t.wrong("GET", whoami, null, null)),
                refusal("wrong token", 401, "M_UNKNOWN_TOKEN", t -> t.get(whoami, "wrong")),
                refusal(
                        "send with a wrong token",
                        401,
                        "M_UNKNOWN_TOKEN",
                        t -> t.server.send("wrong", t.open, "1", "x")));
    }

    private static Stream<Refusal> logins() {
        return Stream.of(
                refusal("wrong password", 403, "M_FORBIDDEN", t -> t.login(t.alice.userId())),
                refusal("unknown user", 403, "M_FORBIDDEN", t -> t.login("nobody")),
                refusal("user of elsewhere", 403, "M_FORBIDDEN", t -> t.login("@a:elsewhere")),
                refusal("login, malformed", 400, "M_NOT_JSON", t -> t.wrongLogin("{")),
                refusal("login, empty", 400, "M_NOT_JSON", t -> t.wrongLogin("")),
                refusal("login, an array", 400, "M_BAD_JSON", t -> t.wrongLogin("[]")),
                refusal("login, no type", 400, "M_UNKNOWN", t -> t.wrongLogin("{}")),
                refusal(
                        "login, no user",
                        400,
                        "M_INVALID_PARAM",
                        t -> t.wrongLogin("{'type':'m.login.password','password':'x'}")),
                refusal(
                        "login, another type",
                        400,
                        "M_UNKNOWN",
                        t ->
                                t.wrongLogin(
                                        "{'type':'m.login.other','identifier':"
                                                + "{'type':'m.id.user','user':'alice'}}")),
                refusal(
                        "register, name in use",
                        400,
                        "M_USER_IN_USE",
                        t -> t.register(t.alice.userId().substring(1).split(":")[0])),
                refusal("register, bad name", 400, "M_INVALID_USERNAME", t -> t.register("a b!")));
    }

    private static Stream<Refusal> sends() {
        return Stream.of(
                refusal("send to no room", 403, "M_FORBIDDEN", t -> t.send(NO_ROOM)),
                refusal("send to no room of v12", 403, "M_FORBIDDEN", t -> t.send(NO_ROOM_V12)),
                refusal("send, not joined", 403, "M_FORBIDDEN", t -> t.sendByBob(t.closed)),
                refusal("send, not joined, public", 403, "M_FORBIDDEN", t -> t.sendByBob(t.open)),
                refusal("send, malformed", 400, "M_NOT_JSON", t -> t.sendWrong("{'a':")),
                refusal("send, empty", 400, "M_NOT_JSON", t -> t.sendWrong("")),
                refusal("send, NaN", 400, "M_NOT_JSON", t -> t.sendWrong("{'body':NaN}")),
                refusal("send, an array", 400, "M_BAD_JSON", t -> t.sendWrong("[]")),
                refusal("send, null", 400, "M_BAD_JSON", t -> t.sendWrong("null")),
                refusal("send, a fraction", 400, "M_BAD_JSON", t -> t.sendNumber("1.5")),
                refusal("send, a whole fraction", 400, "M_BAD_JSON", t -> t.sendNumber("1.0")),
                refusal(
                        "send, too large",
                        400,
                        "M_BAD_JSON",
                        t -> t.sendNumber("9007199254740992")),
                refusal(
                        "send, no body",
                        400,
                        "M_UNKNOWN",
                        t -> t.sendWrong("{'msgtype':'m.text'}")),
                refusal("send, no msgtype", 400, "M_UNKNOWN", t -> t.sendWrong("{'body':'x'}")),
                refusal("a body of 64 KiB", 413, "M_TOO_LARGE", t -> t.sendBytes(65_536)),
                refusal("a body of 65,100 bytes", 413, "M_TOO_LARGE", t -> t.sendBytes(65_100)),
                refusal("a body of 64,800 bytes", 200, null, t -> t.sendBytes(64_800)),
                refusal("muted", 403, "M_FORBIDDEN", RefusalsTest::sendMuted));
    }

    private static Stream<Refusal> joins() {
        return Stream.of(
                refusal("join no room", 404, "M_UNKNOWN", t -> t.join(NO_ROOM)),
                refusal("join no room of v12", 404, "M_UNKNOWN", t -> t.join(NO_ROOM_V12)),
                refusal(
                        "join no room, via this server",
                        404,
                        "M_UNKNOWN",
                        t -> t.post(V3 + "/join/" + NO_ROOM_V12 + "?via=localhost")),
                refusal(
                        "join no room, via others",
                        502,
                        "M_UNKNOWN",
                        t -> t.post(V3 + "/join/" + NO_ROOM_V12 + "?via=a.invalid&via=b.invalid")),
                refusal("join no alias", 404, "M_NOT_FOUND", t -> t.join("#nosuch:localhost")),
                refusal("join a private room", 403, "M_FORBIDDEN", t -> t.join(t.closed)),
                refusal(
                        "join a private room by its id",
                        403,
                        "M_FORBIDDEN",
                        t -> t.post(room(t.closed) + "/join")),
                refusal("join, banned", 403, "M_BAD_STATE", RefusalsTest::joinBanned),
                refusal(
                        "leave, not joined",
                        403,
                        "M_FORBIDDEN",
                        t -> t.post(room(t.open) + "/leave")),
                refusal("leave no room", 404, "M_UNKNOWN", t -> t.post(room(NO_ROOM) + "/leave")));
    }

    private static Stream<Refusal> others() {
        String directory = V3 + "/directory/room/";
        return Stream.of(
                refusal(
                        "no such alias",
                        404,
                        "M_NOT_FOUND",
                        t -> t.get(directory + encode("#nosuch:localhost"), null)),
                refusal(
                        "no alias at all",
                        400,
                        "M_INVALID_PARAM",
                        t -> t.wrong("GET", directory + "nosuch", null, null)),
                refusal(
                        "invite, not joined",
                        403,
                        "M_FORBIDDEN",
                        t -> t.about(t.bob, t.open, "invite", t.alice)),
                refusal("invite who is there", 403, "M_FORBIDDEN", RefusalsTest::inviteJoined),
                refusal(
                        "kick who is not there",
                        403,
                        "M_FORBIDDEN",
                        t -> t.about(t.alice, t.open, "kick", t.bob)),
                refusal(
                        "unban who never was there",
                        200,
                        null,
                        t -> t.about(t.alice, t.open, "unban", t.bob)),
                refusal("unban who is there", 403, "M_BAD_STATE", RefusalsTest::unbanJoined),
                refusal(
                        "state of no room",
                        403,
                        "M_FORBIDDEN",
                        t -> t.get(room(NO_ROOM) + "/state/m.room.name/", t.alice.accessToken())),
                refusal(
                        "no such state",
                        404,
                        "M_NOT_FOUND",
                        t -> t.get(room(t.open) + "/state/m.room.name/", t.alice.accessToken())),
                refusal(
                        "no such event",
                        404,
                        "M_NOT_FOUND",
                        t -> t.get(room(t.open) + "/event/%24nosuch", t.alice.accessToken())),
                refusal(
                        "messages, not joined",
                        403,
                        "M_FORBIDDEN",
                        t -> t.get(room(t.closed) + "/messages?dir=b", t.bob.accessToken())),
                refusal(
                        "messages, bad direction",
                        400,
                        "M_INVALID_PARAM",
                        t -> t.wrongGet(room(t.open) + "/messages?dir=up")),
                refusal(
                        "room version 99",
                        400,
                        "M_UNSUPPORTED_ROOM_VERSION",
                        t -> t.create(json("{'room_version':'99'}"))),
                refusal(
                        "room alias with a space",
                        400,
                        "M_UNKNOWN",
                        t -> t.create(json("{'room_alias_name':'a b'}"))));
    }

    private static Stream<Refusal> paths() {
        return Stream.of(
                refusal("no such path", 404, "M_UNRECOGNIZED", t -> t.wrongGet(V3 + "/nosuch")),
                refusal(
                        "wrong method",
                        405,
                        "M_UNRECOGNIZED",
                        t -> t.wrong("DELETE", V3 + "/account/whoami", null, null)));
    }

    private static Refusal refusal(String name, int status, String errcode, Request request) {
        return new Refusal(name, status, errcode, request);
    }

    private Reply get(String path, String token) throws IOException {
        return server.call("GET", path, token, null);
    }

    private Reply wrongGet(String path) throws IOException {
        return wrong("GET", path, alice.accessToken(), null);
    }

    private Reply wrong(String method, String path, String token, String body) throws IOException {
        return server.wrong(method, path, token, body == null ? null : body.replace('\'', '"'));
    }

    private Reply post(String path) throws IOException {
        return server.call("POST", path, bob.accessToken(), json("{}"));
    }

    private Reply login(String user) throws IOException {
        ObjectNode body = json("{'type':'m.login.password','password':'wrong'}");
        body.putObject("identifier").put("type", "m.id.user").put("user", user);
        return server.call("POST", V3 + "/login", null, body);
    }

    private Reply wrongLogin(String body) throws IOException {
        return wrong("POST", V3 + "/login", null, body);
    }

    private Reply register(String name) throws IOException {
        ObjectNode body = json("{'password':'secret-enough'}").put("username", name);
        body.putObject("auth").put("type", "m.login.dummy");
        return server.call("POST", V3 + "/register", null, body);
    }

    private Reply create(ObjectNode body) throws IOException {
        return server.call("POST", V3 + "/createRoom", alice.accessToken(), body);
    }

    private Reply join(String roomIdOrAlias) throws IOException {
        return post(V3 + "/join/" + encode(roomIdOrAlias));
    }

    private Reply joinBanned() throws IOException {
        about(alice, open, "ban", bob);
        return join(open);
    }

    private Reply inviteJoined() throws IOException {
        join(open);
        return about(alice, open, "invite", bob);
    }

    private Reply unbanJoined() throws IOException {
        join(open);
        return about(alice, open, "unban", bob);
    }

    private Reply about(TestAccount user, String room, String action, TestAccount target)
            throws IOException {
        ObjectNode body = json("{}").put("user_id", target.userId());
        return server.call("POST", room(room) + "/" + action, user.accessToken(), body);
    }

    private Reply send(String room) throws IOException {
        return server.send(alice.accessToken(), room, "1", "x");
    }

    private Reply sendByBob(String room) throws IOException {
        return server.send(bob.accessToken(), room, "1", "x");
    }

    private Reply sendWrong(String body) throws IOException {
        return wrong("PUT", sendPath(open, "1"), alice.accessToken(), body);
    }

    private Reply sendNumber(String number) throws IOException {
        return sendWrong("{'msgtype':'m.text','body':'x','number':" + number + "}");
    }

    private Reply sendBytes(int size) throws IOException {
        return server.call(
                "PUT", sendPath(open, "1"), alice.accessToken(), message("x".repeat(size)));
    }

    private Reply sendMuted() throws IOException {
        String quiet =
                server.createRoom(
                        alice.accessToken(),
                        json(
                                "{'preset':'public_chat',"
                                        + "'power_level_content_override':{'events_default':50}}"));
        join(quiet);
        return sendByBob(quiet);
    }
}
