// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Collectors;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.RecordedRequest;
import org.camelmatrix.test.RoomEvent;
import org.camelmatrix.test.RoomSetup;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupAtStandInTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};
    private static final String ROOM = "#ops:localhost";

    @TempDir private Path directory;
    private MatrixHomeserver homeserver;
    private TestAccount bot;
    private Path store;
    private SetupRun setup;

    @BeforeEach
    void startHomeserver() {
        homeserver = MatrixHomeserver.start();
        bot = homeserver.register("bot", "the-password");
        homeserver.createRoom(
                homeserver.register("alice", "x"), RoomSetup.publicRoom().alias("ops"));
        store = directory.resolve("state.json");
        setup =
                new SetupRun(directory)
                        .with("MATRIX_HOMESERVER_URL", homeserver.url().toString())
                        .with("MATRIX_USER_ID", bot.userId())
                        .with("CAMEL_COMPONENT_MATRIX_SESSION_STORE", store.toString());
    }

    @AfterEach
    void stopHomeserver() {
        homeserver.close();
    }

    @Test
    void registersWithSecretsOfTheEnvironment() {
        stubRegistration("{\"username\":\"new\",\"password\":\"pw\",\"admin\":true}");
        setup.with("MATRIX_REGISTRATION_SECRET", "key-of-hs").with("MATRIX_PASSWORD", "pw");
        assertThat(setup.run("register", "new", "--admin")).isZero();
        assertThat(setup.out())
                .isEqualTo(
                        "Registered @new:localhost at %s, an administrator.\n"
                                .formatted(homeserver.url()));
    }

    @Test
    void registersWithSecretsOfStandardInput() {
        stubRegistration("{\"username\":\"new\",\"password\":\"pw\",\"admin\":false}");
        setup.without("MATRIX_USER_ID").input("key-of-hs\npw\n");
        assertThat(setup.run("register", "@new:localhost", "--secret-file=-", "--password-file=-"))
                .isZero();
        assertThat(setup.questions()).isEmpty();
    }

    @Test
    void registersWithSecretsThatAPersonTypes() {
        stubRegistration("{\"username\":\"new\",\"password\":\"pw\",\"admin\":false}");
        setup.types("key-of-hs", "pw", "pw");
        assertThat(setup.run("register", "new")).isZero();
        assertThat(setup.questions())
                .containsExactly(
                        "Registration shared secret", "New password", "New password again");

        setup.types("key-of-hs", "pw", "px");
        assertThat(setup.run("register", "new")).isEqualTo(2);
        assertThat(setup.err()).isEqualTo("The two are not the same: type it twice alike.\n");
    }

    @Test
    void saysWhatMendsARefusedRegistration() {
        stub(get(urlEqualTo("/_synapse/admin/v1/register")), okJson("{\"nonce\":\"n\"}"));
        stub(
                post(urlEqualTo("/_synapse/admin/v1/register")),
                error(403, "M_UNKNOWN", "HMAC incorrect"));
        setup.with("MATRIX_REGISTRATION_SECRET", "key-of-hs").with("MATRIX_PASSWORD", "pw-new");
        assertThat(setup.run("register", "new")).isEqualTo(1);
        assertThat(setup.err().lines().toList())
                .singleElement()
                .asString()
                .contains("HMAC incorrect", "check the registration shared secret")
                .doesNotContain("pw-new");
    }

    @Test
    void saysWhatToDoWhereTheNameIsTaken() {
        stub(get(urlEqualTo("/_synapse/admin/v1/register")), okJson("{\"nonce\":\"n\"}"));
        stub(
                post(urlEqualTo("/_synapse/admin/v1/register")),
                error(400, "M_USER_IN_USE", "User ID already taken."));
        setup.with("MATRIX_REGISTRATION_SECRET", "key-of-hs").with("MATRIX_PASSWORD", "pw-new");
        assertThat(setup.run("register", "new")).isEqualTo(1);
        assertThat(setup.err()).contains("M_USER_IN_USE", "choose another name", "setup login");
    }

    @Test
    void signsInOnceAndPrintsTheLinesForRoutes() throws IOException {
        setup.types("the-password");
        assertThat(setup.run("login")).isZero();
        assertThat(setup.questions()).containsExactly("Password");
        assertThat(setup.out().lines().toList())
                .hasSize(4)
                .contains(
                        "camel.component.matrix.homeserver-url=" + homeserver.url(),
                        "camel.component.matrix.user-id=@bot:localhost",
                        "camel.component.matrix.session-store=file:" + store)
                .first()
                .asString()
                .startsWith("# Signed in as @bot:localhost, device CAMEL");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store)))
                .isEqualTo("rw-------");
        assertThat(setup.run("whoami")).isZero();
        assertThat(homeserver.requestCount(Endpoint.LOGIN)).isEqualTo(1);
    }

    @Test
    void signsInAgainOnTheSameDevice() {
        setup.with("MATRIX_PASSWORD", "the-password");
        assertThat(setup.run("login")).isZero();
        String first = setup.out();
        assertThat(setup.run("login")).isZero();
        assertThat(setup.out()).isEqualTo(first);
    }

    @Test
    void printsAnAccessTokenThatLastsOnlyIfAsked() throws IOException {
        setup.with("MATRIX_PASSWORD", "the-password");
        assertThat(setup.run("login", "--print-token")).isZero();
        String token = after("camel.component.matrix.access-token=", setup.out());
        assertThat(Files.readString(store)).contains(token);
        assertThat(homeserver.requests(Endpoint.LOGIN))
                .extracting(RecordedRequest::body)
                .singleElement()
                .asString()
                .contains("\"refresh_token\":false");

        setup.without("MATRIX_PASSWORD").without("MATRIX_USER_ID");
        setup.with("MATRIX_ACCESS_TOKEN", token);
        assertThat(setup.run("whoami")).isZero();
        assertThat(setup.out()).startsWith("@bot:localhost, device CAMEL");
        assertThat(setup.run("logout")).isZero();
        assertThat(Files.readString(store)).doesNotContain(token);
        assertThat(setup.run("whoami")).isEqualTo(1);
        assertThat(setup.err()).contains("M_UNKNOWN_TOKEN").doesNotContain(token);
    }

    @Test
    void signsInWithAOneTimeToken() {
        stub(
                post(urlEqualTo("/_matrix/client/v3/login"))
                        .withRequestBody(matchingJsonPath("$.type", equalTo("m.login.token")))
                        .withRequestBody(matchingJsonPath("$.token", equalTo("once"))),
                okJson(
                        """
                        {"user_id":"@bot:localhost","device_id":"D","access_token":"%s"}
                        """
                                .formatted(bot.accessToken())));
        setup.with("MATRIX_LOGIN_TOKEN", "once");
        assertThat(setup.run("login", "--token")).isZero();
        assertThat(setup.out()).contains("device D");
        assertThat(setup.run("whoami")).isZero();
    }

    @Test
    void aRefusedSignInIsOneSentenceWithoutThePassword() {
        setup.with("MATRIX_PASSWORD", "not-the-password");
        assertThat(setup.run("login")).isEqualTo(1);
        assertThat(setup.err().lines().toList())
                .singleElement()
                .asString()
                .contains("M_FORBIDDEN", "check MATRIX_USER_ID and MATRIX_PASSWORD")
                .doesNotContain("not-the-password");
        assertThat(setup.out()).isEmpty();
    }

    @Test
    void takesAPasswordAsItIs() {
        String password = "p {{x}} RAW(1) #\\w ü=";
        TestAccount odd = homeserver.register("odd", password);
        setup.with("MATRIX_USER_ID", odd.userId()).with("MATRIX_PASSWORD", password);
        assertThat(setup.run("login")).as(setup.err()).isZero();
        assertThat(setup.run("whoami")).isZero();
    }

    @Test
    void anotherUserIsNotSignedInWithTheSecretsOfTheConfiguredOne() {
        setup.with("MATRIX_PASSWORD", "the-password");
        assertThat(setup.run("login", "--user", "@alice:localhost")).isEqualTo(2);
        assertThat(setup.err()).startsWith("No password is given");
        assertThat(homeserver.requestCount()).isZero();
    }

    @Test
    void renewsASessionWhoseTokenHasExpired() throws IOException {
        TestAccount later = homeserver.register("later", "x");
        Files.writeString(
                store,
                """
                {"session @later:localhost": "{\\"homeserver\\":\\"%s\\",\\"device_id\\":\\"%s\\",\
                \\"access_token\\":\\"old\\",\\"refresh_token\\":\\"r1\\"}"}
                """
                        .formatted(homeserver.url(), later.deviceId()));
        stub(
                post(urlEqualTo("/_matrix/client/v3/refresh"))
                        .withRequestBody(equalToJson("{\"refresh_token\":\"r1\"}")),
                okJson(
                        "{\"access_token\":\"%s\",\"refresh_token\":\"r2\"}"
                                .formatted(later.accessToken())));
        setup.with("MATRIX_USER_ID", later.userId());
        assertThat(setup.run("whoami")).isZero();
        assertThat(Files.readString(store)).contains("r2", later.accessToken());
        assertThat(homeserver.requestCount(Endpoint.LOGIN)).isZero();
    }

    @Test
    void aSessionThatHasEndedWantsAPassword() {
        setup.with("MATRIX_PASSWORD", "the-password");
        assertThat(setup.run("login", "--print-token")).isZero();
        String device = after("device ", setup.out());
        homeserver.invalidate(after("access-token=", setup.out()));
        setup.without("MATRIX_PASSWORD");
        assertThat(setup.run("whoami")).isEqualTo(2);
        assertThat(setup.err()).contains("There is no session", "setup login");
        setup.with("MATRIX_PASSWORD", "the-password");
        assertThat(setup.run("whoami")).isZero();
        assertThat(setup.out()).contains(device.replaceAll("[.].*", ""));
    }

    @Test
    void endsASessionOnce() throws IOException {
        setup.with("MATRIX_PASSWORD", "the-password");
        setup.run("login");
        assertThat(setup.run("logout")).isZero();
        assertThat(setup.out()).isEqualTo("@bot:localhost is signed out.\n");
        assertThat(homeserver.requestCount(Endpoint.LOGOUT)).isEqualTo(1);
        assertThat(Files.readString(store)).doesNotContain("session");
        assertThat(setup.run("logout")).isEqualTo(2);
    }

    @Test
    void setsAPictureThatIsNotTooLarge() throws IOException {
        Path picture = Files.write(directory.resolve("bot.dat"), PNG);
        Path fake = Files.writeString(directory.resolve("notes.txt"), "no picture");
        useToken();
        stubConfig(okJson("{\"m.upload.size\":9}"));
        stub(
                post(urlPathEqualTo("/_matrix/media/v3/upload"))
                        .withHeader("Content-Type", equalTo("image/png")),
                okJson("{\"content_uri\":\"mxc://localhost/abc\"}"));
        stub(
                put(urlPathMatching(".*/profile/(@|%40)bot(:|%3A)localhost/avatar_url"))
                        .withRequestBody(equalToJson("{\"avatar_url\":\"mxc://localhost/abc\"}")),
                okJson("{}"));
        assertThat(setup.run("avatar", picture.toString())).isZero();
        assertThat(setup.out())
                .isEqualTo("The picture of @bot:localhost is bot.dat now, mxc://localhost/abc.\n");

        stubConfig(error(404, "M_UNRECOGNIZED", "no"));
        assertThat(setup.run("avatar", picture.toString())).isZero();
        stubConfig(okJson("{\"m.upload.size\":8}"));
        assertThat(setup.run("avatar", picture.toString())).isEqualTo(2);
        assertThat(setup.err()).contains("has 9 bytes, and the homeserver takes 8 at most");
        assertThat(setup.run("avatar", fake.toString())).isEqualTo(2);
        assertThat(setup.err()).contains("is no picture");
    }

    @Test
    void asksToCheckTheServerNameThatIsNotFound() {
        assertThat(setup.run("discover", "nosuch.invalid")).isEqualTo(1);
        assertThat(setup.err())
                .contains("nosuch.invalid", "check the server name")
                .doesNotContain("homeserver-url", "MATRIX_HOMESERVER_URL", "homeserverUrl");
    }

    @Test
    void setsTheNameThatPeopleSee() {
        useToken();
        stub(
                put(urlPathMatching(".*/profile/(@|%40)bot(:|%3A)localhost/displayname"))
                        .withRequestBody(equalToJson("{\"displayname\":\"Camel Bot\"}")),
                okJson("{}"));
        assertThat(setup.run("display-name", "Camel Bot")).isZero();
        assertThat(setup.out()).isEqualTo("The name of @bot:localhost is Camel Bot now.\n");
        assertThat(setup.run("display-name", "Camel", "Bot")).isZero();
    }

    @Test
    void joinsARoomAndSendsAsARouteWould() {
        useToken();
        assertThat(setup.run("join", "matrix:r/ops:localhost")).isZero();
        assertThat(setup.out()).startsWith("@bot:localhost is in the room #ops:localhost (!");
        assertThat(setup.run("send", "%23ops:localhost", "the disk is **full**")).isZero();
        RoomEvent message = homeserver.messages(ROOM).get(0);
        assertThat(message.formattedBody()).hasValue("the disk is <strong>full</strong>");
        assertThat(setup.out()).endsWith(" as " + message.eventId() + ".\n");
        assertThat(setup.run("join", "#none:localhost")).isEqualTo(1);
        assertThat(setup.err()).contains("M_NOT_FOUND");
    }

    @Test
    void sendsSeveralWordsAsOneText() {
        useToken();
        assertThat(setup.run("send", ROOM, "the", "disk", "is", "**full**")).isZero();
        RoomEvent message = homeserver.messages(ROOM).get(0);
        assertThat(message.body()).hasValue("the disk is **full**");
        assertThat(setup.out())
                .isEqualTo(
                        "Sent to %s (%s) as %s.\n"
                                .formatted(ROOM, message.roomId(), message.eventId()));
    }

    @Test
    void sendsWhatStandardInputHolds() {
        useToken();
        setup.input("# Report\n\nAll *ready*, größer\n");
        assertThat(setup.run("send", ROOM, "-")).isZero();
        assertThat(homeserver.messages(ROOM).get(0).body())
                .hasValue("# Report\n\nAll *ready*, größer");
    }

    @Test
    void sendsATextThatIsTooLargeForAMessageAsAFile() {
        useToken();
        setup.input("a line of a log\n".repeat(10_000));
        assertThat(setup.run("send", ROOM, "-")).as(setup.err()).isZero();
        assertThat(homeserver.messages(ROOM).get(0).msgtype()).hasValue("m.file");
    }

    @Test
    void sendsAFileWithACaption() throws IOException {
        Path file = Files.writeString(directory.resolve("report.md"), "# Report");
        useToken();
        assertThat(setup.run("send", ROOM, "--file", file.toString(), "of", "today"))
                .as(setup.err())
                .isZero();
        RoomEvent message = homeserver.messages(ROOM).get(0);
        assertThat(message.msgtype()).hasValue("m.file");
        assertThat(message.body()).hasValue("of today");
        assertThat(message.content().path("filename").asText()).isEqualTo("report.md");
    }

    @Test
    void sendsNoEmptyTextOfStandardInput() {
        useToken();
        setup.input("\n");
        assertThat(setup.run("send", ROOM, "-")).isEqualTo(1);
        assertThat(homeserver.messages(ROOM)).isEmpty();
    }

    @Test
    void writesAnAccessTokenOnlyWhereOthersCannotReadIt() throws IOException {
        setup.with("MATRIX_PASSWORD", "the-password");
        Path open = Files.writeString(directory.resolve("open.properties"), "");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(setup.run("login", "--print-token", "--output", open.toString())).isEqualTo(2);
        assertThat(setup.err()).contains("Others can read the file " + open);
        assertThat(homeserver.requestCount(Endpoint.LOGIN)).isZero();

        Path own = directory.resolve("own.properties");
        assertThat(setup.run("login", "--print-token", "--output", own.toString())).isZero();
        assertThat(setup.out())
                .isEqualTo(
                        "Signed in as @bot:localhost; the lines for routes are in " + own + ".\n");
        assertThat(own).content().contains("camel.component.matrix.access-token=");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rw-------");
    }

    @Test
    void sendsByASessionThatIsKeptWithoutAnotherSignIn() {
        setup.with("MATRIX_PASSWORD", "the-password");
        setup.run("login");
        setup.without("MATRIX_PASSWORD");
        assertThat(setup.run("send", ROOM, "one")).isZero();
        assertThat(setup.run("send", ROOM, "two")).isZero();
        assertThat(homeserver.messages(ROOM)).hasSize(2);
        assertThat(homeserver.requestCount(Endpoint.LOGIN)).isEqualTo(1);
    }

    @Test
    void sendsNothingInClearToAnEncryptedRoom() {
        useToken();
        stub(
                get(urlPathMatching(".*/state/m.room.encryption/?")),
                okJson("{\"algorithm\":\"m.megolm.v1.aes-sha2\"}"));
        assertThat(setup.run("send", ROOM, "secret")).isEqualTo(1);
        assertThat(setup.err().lines().toList()).singleElement().asString().contains("encrypt");
        assertThat(homeserver.messages(ROOM)).isEmpty();
    }

    @Test
    void goesTheWayOverTheNetworkThatThePropertiesSay() throws IOException {
        useToken();
        Files.writeString(
                directory.resolve("application.properties"),
                "camel.component.matrix.proxy-host=127.0.0.1\n"
                        + "camel.component.matrix.proxyPort=1\n");
        assertThat(setup.run("whoami")).isEqualTo(1);
        assertThat(homeserver.requestCount()).isZero();
    }

    @Test
    void takesTheAccountOfApplicationPropertiesWithItsPlaceholders() throws IOException {
        Files.writeString(
                directory.resolve("application.properties"),
                """
                my.server=%s
                camel.component.matrix.homeserverUrl={{my.server}}
                camel.component.matrix.access-token=%s
                """
                        .formatted(homeserver.url(), bot.accessToken()));
        SetupRun plain = new SetupRun(directory);
        assertThat(plain.run("whoami")).as(plain.err()).isZero();
        assertThat(plain.out()).startsWith("@bot:localhost");
        assertThat(plain.run("send", ROOM, "hello")).as(plain.err()).isZero();
    }

    @Test
    void aHomeserverThatIsAwayIsOneSentence() {
        useToken();
        homeserver.close();
        assertThat(setup.run("whoami")).isEqualTo(1);
        assertThat(setup.err().lines().toList())
                .singleElement()
                .asString()
                .contains("does not accept connections");
    }

    @Test
    void aStoreThatCannotBeWrittenIsSaidBeforeAnySignIn() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        setup.with("MATRIX_PASSWORD", "the-password");
        assertThat(setup.run("login", "--session-store", file.resolve("s.json").toString()))
                .isEqualTo(1);
        assertThat(setup.err()).startsWith("The file " + file.resolve("s.json") + " cannot be");
        assertThat(homeserver.requestCount(Endpoint.LOGIN)).isZero();
    }

    private void useToken() {
        setup.with("MATRIX_ACCESS_TOKEN", bot.accessToken());
    }

    private void stubConfig(ResponseDefinitionBuilder answer) {
        stub(get(urlEqualTo("/_matrix/client/v1/media/config")), answer);
    }

    private void stubRegistration(String body) {
        stub(get(urlEqualTo("/_synapse/admin/v1/register")), okJson("{\"nonce\":\"abcd\"}"));
        stub(
                post(urlEqualTo("/_synapse/admin/v1/register"))
                        .withRequestBody(equalToJson(body, true, true))
                        .withRequestBody(matchingJsonPath("$.mac"))
                        .withRequestBody(matchingJsonPath("$[?(@.inhibit_login == true)]")),
                okJson("{\"user_id\":\"@new:localhost\"}"));
    }

    private void stub(MappingBuilder request, ResponseDefinitionBuilder answer) {
        homeserver.wireMock().stubFor(request.willReturn(answer));
    }

    private static ResponseDefinitionBuilder error(int status, String errcode, String error) {
        return aResponse()
                .withStatus(status)
                .withBody("{\"errcode\":\"%s\",\"error\":\"%s\"}".formatted(errcode, error));
    }

    private static String after(String mark, String text) {
        Set<String> found =
                text.lines()
                        .filter(line -> line.contains(mark))
                        .map(line -> line.substring(line.indexOf(mark) + mark.length()))
                        .collect(Collectors.toSet());
        assertThat(found).hasSize(1);
        return found.iterator().next();
    }
}
