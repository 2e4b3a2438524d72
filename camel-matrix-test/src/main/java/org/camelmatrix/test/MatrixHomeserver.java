package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stand-in for a Matrix homeserver, for tests: accounts, rooms and messages over HTTP on
 * 127.0.0.1, faults on demand, and a look at what arrived. It runs inside WireMock.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MatrixHomeserverExtension MATRIX = new MatrixHomeserverExtension();
 *
 * @Test
 * void reportsToTheRoom(MatrixHomeserver homeserver) {
 *     TestAccount bot = homeserver.register("bot", "secret");
 *     String room = homeserver.createRoom(bot, RoomSetup.privateRoom().alias("ops"));
 *
 *     report("disk full", homeserver.url(), bot.accessToken(), "#ops:localhost"); // under test
 *
 *     assertThat(homeserver.messages(room))
 *             .extracting(message -> message.body().orElse(""))
 *             .containsExactly("disk full");
 * }
 * }</pre>
 *
 * <p><b>A stand-in, not a homeserver.</b> It answers the endpoints of {@link Endpoint} as the
 * Client-Server API of the Matrix specification says and as Synapse does. It has no federation
 * (other servers' rooms and aliases are unknown), no encryption, no {@code /sync}, no media, no
 * real authentication (passwords are kept and compared as they are, tokens never expire by
 * themselves), no persistence, and checks only the simpler half of the authorization rules. Whether
 * a client gets along with Matrix is for a real homeserver to judge.
 *
 * <p>Thread-safe. Requests are noted down when they arrive and take effect before they are
 * answered: a client that has its answer finds the event in {@link #events}. What a test does by
 * the methods of this class is no request: no fault meets it, and it is not counted.
 */
public final class MatrixHomeserver implements AutoCloseable {
    private static final int THREADS = 64;
    private static final int LOWEST_PRIORITY = 1000;

    private final String serverName;
    private final RequestHandler handler;
    private final WireMockServer wireMock;
    private final boolean https;

    private MatrixHomeserver(Builder builder) {
        this.serverName = builder.serverName;
        this.handler =
                new RequestHandler(
                        () -> new ClientServerApi(serverName, builder.defaultRoomVersion));
        // Closing and truncating a connection only has a meaning in HTTP/1.1
        WireMockConfiguration options =
                WireMockConfiguration.options()
                        .bindAddress("127.0.0.1")
                        .port(builder.port)
                        .containerThreads(THREADS)
                        .http2PlainDisabled(true)
                        .http2TlsDisabled(true)
                        .disableRequestJournal()
                        .stubRequestLoggingDisabled(true)
                        .gzipDisabled(true)
                        .templatingEnabled(false)
                        .extensions(handler);
        this.https = builder.keyStore != null;
        if (https) {
            options.dynamicHttpsPort()
                    .keystorePath(builder.keyStore.toString())
                    .keystoreType("PKCS12")
                    .keystorePassword(builder.keyStorePassword)
                    .keyManagerPassword(builder.keyStorePassword);
        }
        this.wireMock = new WireMockServer(options);
        wireMock.start();
        stub();
    }

    /** Starts a homeserver called {@code localhost} on a free port. */
    public static MatrixHomeserver start() {
        return builder().start();
    }

    /** A homeserver with settings of its own. */
    public static Builder builder() {
        return new Builder();
    }

    /** The base URL for clients, {@code http://127.0.0.1:port} without a trailing slash. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + wireMock.port());
    }

    /**
     * The base URL for clients that want TLS, {@code https://localhost:port}; empty without a key
     * store.
     */
    public Optional<URI> httpsUrl() {
        return https
                ? Optional.of(URI.create("https://localhost:" + wireMock.httpsPort()))
                : Optional.empty();
    }

    /** The part of its ids behind the colon. */
    public String serverName() {
        return serverName;
    }

    /**
     * Makes an account with one device that is logged in.
     *
     * @param localpart the part of the user id before the colon, without {@code @}
     * @throws IllegalStateException when there is such an account, or can be none
     */
    public TestAccount register(String localpart, String password) {
        ObjectNode request = Json.object().put("username", localpart).put("password", password);
        request.putObject("auth").put("type", "m.login.dummy");
        JsonNode answer = call(Endpoint.REGISTER, Map.of(), request, Optional.empty());
        return new TestAccount(
                answer.get("user_id").asText(),
                password,
                answer.get("device_id").asText(),
                answer.get("access_token").asText());
    }

    /** Makes a private room without a name. Returns its id. */
    public String createRoom(TestAccount creator) {
        return createRoom(creator, RoomSetup.privateRoom());
    }

    /**
     * Makes a room. Returns its id.
     *
     * @throws IllegalStateException when the alias is taken or the version unknown
     */
    public String createRoom(TestAccount creator, RoomSetup setup) {
        Optional<String> token = Optional.of(creator.accessToken());
        return call(Endpoint.CREATE_ROOM, Map.of(), setup.request(), token).get("room_id").asText();
    }

    /**
     * Lets an account join a room.
     *
     * @throws IllegalStateException when it may not
     */
    public void join(TestAccount account, String roomIdOrAlias) {
        call(
                Endpoint.JOIN,
                Map.of("roomIdOrAlias", roomIdOrAlias),
                Json.object(),
                Optional.of(account.accessToken()));
    }

    private JsonNode call(
            Endpoint endpoint, Map<String, String> path, ObjectNode body, Optional<String> token) {
        Call call = new Call(endpoint, path, Map.of(), null, () -> body, false, url().toString());
        Answer answer = handler.api().answer(call, token);
        try {
            JsonNode json = new ObjectMapper().readTree(answer.body());
            if (answer.status() != 200) {
                throw new IllegalStateException(endpoint + ": " + json);
            }
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * All events of a room, oldest first, its state events among them.
     *
     * @throws IllegalArgumentException when there is no such room
     */
    public List<RoomEvent> events(String roomIdOrAlias) {
        return handler.api()
                .events(roomIdOrAlias)
                .orElseThrow(() -> new IllegalArgumentException("no room " + roomIdOrAlias));
    }

    /**
     * The {@code m.room.message} events of a room, oldest first.
     *
     * @throws IllegalArgumentException when there is no such room
     */
    public List<RoomEvent> messages(String roomIdOrAlias) {
        return events(roomIdOrAlias).stream()
                .filter(event -> event.type().equals("m.room.message"))
                .toList();
    }

    /** The requests that arrived since the start or {@link #reset()}, the latest 10,000 of them. */
    public List<RecordedRequest> requests() {
        return handler.log().latest();
    }

    /** The requests that arrived at one endpoint, among the latest 10,000. */
    public List<RecordedRequest> requests(Endpoint endpoint) {
        return requests().stream()
                .filter(request -> request.endpoint().filter(endpoint::equals).isPresent())
                .toList();
    }

    /** How many requests arrived since the start or {@link #reset()}. */
    public long requestCount() {
        return handler.log().count();
    }

    /** How many requests arrived at one endpoint since the start or {@link #reset()}. */
    public long requestCount(Endpoint endpoint) {
        return handler.log().count(endpoint);
    }

    /** Makes something go wrong from now on. */
    public void inject(Fault fault) {
        handler.inject(fault);
    }

    /** Nothing more goes wrong on purpose. */
    public void clearFaults() {
        handler.clearFaults();
    }

    /**
     * Limits the messages that each user may send, as Synapse's {@code rc_message} does: those
     * above the limit get 429 {@code M_LIMIT_EXCEEDED} and the time to wait. It replaces an earlier
     * limit and lasts until {@link #reset()}.
     *
     * @param perSecond messages a second, above 0
     * @param burst messages at once, at least 1
     */
    public void rateLimit(double perSecond, int burst) {
        handler.api().limit(Optional.of(new RateLimit(perSecond, burst, System::nanoTime)));
    }

    /** Logs the device of that access token out: clients get {@code M_UNKNOWN_TOKEN}. */
    public void invalidate(String accessToken) {
        handler.api().invalidate(accessToken, false);
    }

    /** The same with {@code soft_logout}, section "Soft logout": the device may log in again. */
    public void invalidateSoftly(String accessToken) {
        handler.api().invalidate(accessToken, true);
    }

    /** Forgets accounts, rooms, faults, limits, requests, and stubs that were added to WireMock. */
    public void reset() {
        handler.reset();
        wireMock.resetMappings();
        stub();
    }

    private void stub() {
        wireMock.stubFor(
                WireMock.any(WireMock.anyUrl())
                        .atPriority(LOWEST_PRIORITY)
                        .willReturn(WireMock.aResponse().withTransformers(RequestHandler.NAME)));
    }

    /**
     * The server underneath, for what the stand-in does not offer: a stub that is added to it comes
     * before the stand-in's own answer. Its request journal is off; see {@link #requests()}.
     */
    public WireMockServer wireMock() {
        return wireMock;
    }

    /** Stops the server. */
    @Override
    public void close() {
        wireMock.stop();
    }

    /** The settings of a homeserver. */
    public static final class Builder {
        private String serverName = "localhost";
        private String defaultRoomVersion = "12";
        private int port;
        private Path keyStore;
        private String keyStorePassword;

        private Builder() {}

        /** The part of its ids behind the colon; {@code localhost} without this. */
        public Builder serverName(String name) {
            this.serverName = name;
            return this;
        }

        /** The port for HTTP; a free one without this, or for 0. */
        public Builder port(int number) {
            this.port = number;
            return this;
        }

        /** The version of new rooms, {@code 1} to {@code 12}; 12 without this. */
        public Builder defaultRoomVersion(String version) {
            if (RoomVersion.of(version).isEmpty()) {
                throw new IllegalArgumentException("no room version " + version);
            }
            this.defaultRoomVersion = version;
            return this;
        }

        /**
         * Serves HTTPS as well, on a free port.
         *
         * @param pkcs12 a key store in PKCS #12 with one key, whose certificate names localhost
         * @param password of the store and of the key
         */
        public Builder https(Path pkcs12, String password) {
            this.keyStore = pkcs12;
            this.keyStorePassword = password;
            return this;
        }

        /** Starts a homeserver with these settings. */
        public MatrixHomeserver start() {
            return new MatrixHomeserver(this);
        }
    }
}
