// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.camelmatrix.test.AccountData.Owner;
import org.camelmatrix.test.Accounts.Measure;

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
 * (other servers' rooms, aliases, users and files are unknown), no encryption (to-device messages
 * and device keys are empty), no presence, push rules and unread counts, no history visibility but
 * {@code shared}, no aggregations but by {@code /relations}, no smaller pictures (a thumbnail is
 * the file itself), no media ids ahead of an upload, no profile fields but name and picture, no
 * real authentication (passwords are kept and compared as they are, tokens only expire with {@link
 * MatrixHomeserverBuilder#accessTokenLifetime}), no OAuth or single sign-on, no persistence, and
 * checks only the simpler half of the authorization rules. It sends nothing to application
 * services, and knows neither their aliases and rooms nor their {@code ?ts=}. Whether a client gets
 * along with Matrix is for a real homeserver to judge.
 *
 * <p>Thread-safe. Requests are noted down when they arrive and take effect before they are
 * answered: a client that has its answer finds the event in {@link #events}. What a test does by
 * the methods of this class is no request: no fault meets it, and it is not counted.
 */
public final class MatrixHomeserver implements AutoCloseable {
    private final String serverName;
    private final RequestHandler handler;
    private final HttpServer server;
    private final AtomicLong transactions = new AtomicLong();

    MatrixHomeserver(MatrixHomeserverBuilder builder) {
        Settings settings = builder.settings();
        this.serverName = settings.serverName();
        Connections connections = new Connections();
        this.handler = new RequestHandler(() -> new ClientServerApi(settings), connections);
        this.server = new HttpServer(builder.port(), builder.keyStore(), handler, connections);
    }

    /** Starts a homeserver called {@code localhost} on a free port. */
    public static MatrixHomeserver start() {
        return builder().start();
    }

    /** A homeserver with settings of its own. */
    public static MatrixHomeserverBuilder builder() {
        return new MatrixHomeserverBuilder();
    }

    /** The base URL for clients, {@code http://127.0.0.1:port} without a trailing slash. */
    public URI url() {
        return server.url();
    }

    /**
     * The base URL for clients that want TLS, {@code https://localhost:port}; empty without a key
     * store.
     */
    public Optional<URI> httpsUrl() {
        return server.httpsUrl();
    }

    /** The part of its ids behind the colon. */
    public String serverName() {
        return serverName;
    }

    /**
     * Makes an account with one device that is logged in, also where the name is reserved for an
     * application service.
     *
     * @param localpart the part of the user id before the colon, without {@code @}
     * @throws IllegalStateException when there is such an account, or can be none
     */
    public TestAccount register(String localpart, String password) {
        return handler.api().register(localpart, password);
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
        return call(Endpoint.CREATE_ROOM, Map.of(), setup.request(), creator)
                .get("room_id")
                .asText();
    }

    /**
     * Lets an account join a room.
     *
     * @throws IllegalStateException when it may not
     */
    public void join(TestAccount account, String roomIdOrAlias) {
        Map<String, String> path = Map.of("roomIdOrAlias", roomIdOrAlias);
        call(Endpoint.JOIN, path, Json.object(), account);
    }

    /** What that account's user does in rooms; see {@link Participant}. */
    public Participant as(TestAccount account) {
        return new Participant(this, account);
    }

    String nextTransaction() {
        return "test-" + transactions.incrementAndGet();
    }

    /** The id of the room of that id or alias. */
    String roomId(String roomIdOrAlias) {
        return room(roomIdOrAlias, Room::id);
    }

    private <T> T room(String roomIdOrAlias, Function<Room, T> question) {
        return handler.api()
                .ask(state -> state.rooms.findByIdOrAlias(roomIdOrAlias).map(question))
                .orElseThrow(() -> new IllegalArgumentException("no room " + roomIdOrAlias));
    }

    ObjectNode call(
            Endpoint endpoint, Map<String, String> path, ObjectNode body, TestAccount account) {
        Optional<String> token = Optional.of(account.accessToken());
        Body json = Body.json(Json.bytes(body));
        Answer answer =
                handler.api()
                        .answer(
                                new Call(
                                        endpoint,
                                        path,
                                        Map.of(),
                                        token,
                                        null,
                                        json,
                                        url().toString()));
        if (answer.status() != 200) {
            throw new IllegalStateException(endpoint + ": " + answer.text());
        }
        return Json.parseObject(answer.body());
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

    /**
     * The event that each user has read last, as all may see it ({@code m.read}), by the user's id.
     *
     * @throws IllegalArgumentException when there is no such room
     */
    public Map<String, String> readReceipts(String roomIdOrAlias) {
        return room(roomIdOrAlias, room -> room.receipts().read());
    }

    /**
     * The ids of the users who are typing.
     *
     * @throws IllegalArgumentException when there is no such room
     */
    public List<String> typing(String roomIdOrAlias) {
        return room(roomIdOrAlias, room -> room.typing().users());
    }

    /** What a user's clients keep at the homeserver under that type, if they do. */
    public Optional<JsonNode> accountData(String userId, String type) {
        return handler.api()
                .ask(state -> state.accountData.find(new Owner(userId, null), type))
                .map(JsonNode::deepCopy);
    }

    /** The same for one room, for example {@code m.fully_read}. */
    public Optional<JsonNode> accountData(String userId, String roomIdOrAlias, String type) {
        Owner owner = new Owner(userId, roomId(roomIdOrAlias));
        return handler.api()
                .ask(state -> state.accountData.find(owner, type))
                .map(JsonNode::deepCopy);
    }

    /** How many {@code /sync} requests wait for news, of clients that are still there. */
    public int longPolls() {
        return handler.api().ask(state -> state.stream.polls());
    }

    /** Closes the connection of every {@code /sync} that waits, as a homeserver that restarts. */
    public void closeLongPolls() {
        handler.api().closeLongPolls();
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
        RateLimit limit = new RateLimit(perSecond, burst, System::nanoTime);
        handler.api().change(state -> state.events.limit(Optional.of(limit)));
    }

    /**
     * Logs the device of that access token out: clients get {@code M_UNKNOWN_TOKEN}, and a refresh
     * token helps no more.
     */
    public void invalidate(String accessToken) {
        handler.api().change(state -> state.sessions.end(accessToken, false));
    }

    /**
     * The same with {@code soft_logout}, section "Soft logout": the device stays, and may log in
     * again under its id.
     */
    public void invalidateSoftly(String accessToken) {
        handler.api().change(state -> state.sessions.end(accessToken, true));
    }

    /**
     * Lets an access token expire now: clients get {@code M_UNKNOWN_TOKEN} with {@code
     * soft_logout}, and may use the refresh token, if they have one.
     */
    public void expire(String accessToken) {
        handler.api().change(state -> state.sessions.expire(accessToken));
    }

    /**
     * From now on, and until {@link #reset()}, clients that ask for a refresh token get one, and
     * access tokens that expire after so long; as {@link
     * MatrixHomeserverBuilder#accessTokenLifetime}.
     */
    public void accessTokenLifetime(Duration lifetime) {
        handler.api().change(state -> state.sessions.setLifetime(lifetime));
    }

    /** A token for one login with {@code m.login.token}, within two minutes. */
    public String loginToken(TestAccount account) {
        return handler.api().ask(state -> state.login.loginToken(account.userId()));
    }

    /**
     * Registers an application service until {@link #reset()}. With its token and {@code ?user_id=}
     * (and {@code &device_id=}) it acts as any registered user of its namespace, without as a user
     * of its own.
     *
     * @param token its {@code as_token}
     * @param userNamespace a regular expression that its users' full ids start with; nobody else
     *     can register them
     * @return its own user's id
     */
    public String applicationService(String token, String userNamespace) {
        return handler.api().addService(token, Pattern.compile(userNamespace));
    }

    /**
     * Locks an account: everything but {@code /logout} gets 401 {@code M_USER_LOCKED}, which says
     * {@code soft_logout}, though a new login gets the same.
     *
     * @throws IllegalArgumentException when there is no such account
     */
    public void lock(String userId) {
        handler.api().change(state -> state.accounts.set(userId, Measure.LOCKED, true));
    }

    /** Undoes {@link #lock}; the tokens work again. */
    public void unlock(String userId) {
        handler.api().change(state -> state.accounts.set(userId, Measure.LOCKED, false));
    }

    /**
     * Suspends an account: it may read, log in, leave and kick; to send, join, invite, ban, make
     * rooms or change its profile gets 403 {@code M_USER_SUSPENDED}.
     *
     * @throws IllegalArgumentException when there is no such account
     */
    public void suspend(String userId) {
        handler.api().change(state -> state.accounts.set(userId, Measure.SUSPENDED, true));
    }

    /** Undoes {@link #suspend}. */
    public void unsuspend(String userId) {
        handler.api().change(state -> state.accounts.set(userId, Measure.SUSPENDED, false));
    }

    /**
     * Ends an account for good: its devices are logged out, and it leaves its rooms. As at Synapse,
     * its password is wrong from then on, and only a login by {@code m.login.token} or by an
     * application service is told {@code M_USER_DEACTIVATED}.
     *
     * @throws IllegalArgumentException when there is no such account
     */
    public void deactivate(String userId) {
        handler.api().deactivate(userId);
    }

    /**
     * A user's profile.
     *
     * @throws IllegalArgumentException when there is no such account
     */
    public Profile profile(String userId) {
        return handler.api()
                .ask(state -> state.accounts.profile(userId))
                .orElseThrow(() -> new IllegalArgumentException("no account " + userId));
    }

    /**
     * A file that was uploaded; the latest 256 MiB are kept.
     *
     * @param mxcUri {@code mxc://server/id}
     * @throws IllegalArgumentException when there is no such file
     */
    public MediaFile media(String mxcUri) {
        return handler.api()
                .ask(state -> state.media.find(mxcUri))
                .orElseThrow(() -> new IllegalArgumentException("no file " + mxcUri));
    }

    /**
     * Forgets all transaction ids at once, as a homeserver does when it restarts and keeps them in
     * memory: what is sent again becomes another event.
     */
    public void forgetTransactions() {
        handler.api().change(state -> state.transactions.forget());
    }

    /**
     * Forgets accounts, rooms, files, application services, faults, limits, requests, and stubs
     * that were added to WireMock.
     */
    public void reset() {
        handler.reset();
        server.reset();
    }

    /**
     * The server underneath, for what the stand-in does not offer: a stub that is added to it comes
     * before the stand-in's own answer. Its request journal is off; see {@link #requests()}.
     */
    public WireMockServer wireMock() {
        return server.wireMock();
    }

    /** Stops the server. */
    @Override
    public void close() {
        handler.endLongPolls();
        server.stop();
    }
}
