// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.MessageType;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.account.AccountSettings;
import org.camelmatrix.internal.account.EncryptionSettings;
import org.camelmatrix.internal.account.MatrixAccount;
import org.camelmatrix.internal.account.SendOrder;
import org.camelmatrix.internal.account.UpgradePolicy;
import org.camelmatrix.internal.encryption.EncryptionMode;
import org.camelmatrix.internal.http.BaseUrl;
import org.camelmatrix.internal.http.ClassicTransport;
import org.camelmatrix.internal.http.SafeHttpClient;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.internal.message.Arrival;
import org.camelmatrix.internal.message.MessageComposer;
import org.camelmatrix.internal.message.Oversize;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.camelmatrix.internal.queue.PendingPolicy;
import org.camelmatrix.internal.queue.RetryPolicy;
import org.camelmatrix.internal.queue.SendObserver;
import org.camelmatrix.internal.queue.SendOrigin;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.store.MemoryStateStore;
import org.camelmatrix.store.StateStore;

/**
 * The connection of one account to its homeserver.
 *
 * <p>Any thread may call. A send runs on the calling thread where nothing is in its way, and
 * otherwise on a thread of the connection. Listeners are called by threads of the connection.
 */
public final class MatrixConnection implements AutoCloseable {

    private static final Duration ENCRYPTION_CHECK = Duration.ofMinutes(1);
    private static final int MAXIMUM_PENDING = 10_000;
    private static final RetryPolicy RETRY_POLICY =
            new RetryPolicy(
                    10, Duration.ofMinutes(2), Duration.ofMinutes(5), null, PendingPolicy.WAIT);

    private final MatrixAccount account;
    private final ExecutorService pool;
    private final ScheduledThreadPoolExecutor timer;
    private final Set<RoomListening> listeners = ConcurrentHashMap.newKeySet();

    /** Closed with the connection; null where the program brought its own. */
    private final CloseableHttpClient ownHttp;

    private final StateStore store;
    private final MessageComposer composer = new MessageComposer();

    private MatrixConnection(Builder builder) {
        this.pool = Executors.newCachedThreadPool(task -> daemon("matrix", task));
        this.timer = new ScheduledThreadPoolExecutor(1, task -> daemon("matrix-timer", task));
        timer.setRemoveOnCancelPolicy(true);
        this.ownHttp =
                builder.http == null
                        ? SafeHttpClient.open(
                                builder.connectTimeout,
                                builder.responseTimeout,
                                builder.connections)
                        : null;
        HttpClient http = builder.http == null ? ownHttp : builder.http;
        this.store = builder.store == null ? new MemoryStateStore() : builder.store;
        this.account =
                new MatrixAccount(
                        builder.settings(store),
                        new ClassicTransport(http, builder.responseTimeout),
                        MAXIMUM_PENDING,
                        new Workers(pool, timer),
                        task -> daemon("matrix-sync", task),
                        InstantSource.system());
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Describes a connection. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Sends a message, in the order of the calls for one room. It enters the room first if the
     * account was invited or may join. Where an answer is lost it asks again with the same
     * transaction id, so that the message is in the room once.
     *
     * @param recipient a room id, an alias such as {@code #ops:example.org}, a {@code matrix:} URI,
     *     or a user id for the direct room with that user
     * @param message what to send
     * @return where the message is; or failed with a {@link MatrixException}
     * @throws IllegalArgumentException if the recipient is none of these
     */
    public CompletableFuture<Sent> send(String recipient, Message message) {
        SendPlan plan =
                composer.plan(
                        message.text(),
                        message.format(),
                        message.isNotice() ? MessageType.NOTICE : MessageType.TEXT,
                        Oversize.SPLIT);
        byte[] digest = plan.digest();
        Arrival arrival =
                message.idempotentKey() == null
                        ? new Arrival.Passing(UUID.randomUUID().toString(), 0)
                        : new Arrival.Lasting(message.idempotentKey(), "", "", 0, false);
        return account.send(
                        new SendOrder(
                                Recipient.parse(recipient),
                                UpgradePolicy.FOLLOW,
                                plan,
                                (sender, room, part) ->
                                        arrival.transactionId(sender, room, plan, digest, part),
                                null,
                                RETRY_POLICY,
                                SendObserver.NONE,
                                SendOrigin.none()))
                .thenApply(sent -> new Sent(sent.room(), sent.events()));
    }

    /**
     * Listens to a room from now on, or from where the listener of that name stopped before.
     *
     * @param room a room id or an alias
     * @param name tells listeners of the account apart, also after a restart
     * @param listener takes messages of other users
     * @throws IllegalArgumentException if the room is neither
     * @throws IllegalStateException if a listener of that name is at work
     */
    public Listening listen(String room, String name, MessageListener listener) {
        Recipient from = Recipient.parse(room);
        if (from instanceof Recipient.User) {
            throw new IllegalArgumentException(
                    room + " is a user: give the id (!…) or the alias (#name:server) of a room");
        }
        RoomListening listening =
                new RoomListening(account, from, name, store, listener, listeners::remove);
        listeners.add(listening);
        listening.start();
        return listening;
    }

    /**
     * Ends the listeners, waits until their events under way have ended, and then ends the
     * connection. Sends that wait fail.
     */
    @Override
    public void close() {
        listeners.forEach(RoomListening::close);
        account.close();
        timer.shutdownNow();
        pool.shutdown();
        if (ownHttp != null) {
            try {
                ownHttp.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Describes a connection. For one thread. */
    public static final class Builder {

        private String homeserverUrl;
        private String userId;
        private String accessToken;
        private String password;
        private String deviceId;
        private StateStore store;
        private HttpClient http;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration responseTimeout = Duration.ofSeconds(30);
        private int connections = 32;

        private Builder() {}

        /** The homeserver's base URL. Without it, it is discovered from the user id. */
        public Builder homeserverUrl(String url) {
            this.homeserverUrl = url;
            return this;
        }

        /** The account, such as {@code @bot:example.org}. Needed with a password. */
        public Builder userId(String user) {
            this.userId = user;
            return this;
        }

        /** The access token to use. */
        public Builder accessToken(String token) {
            this.accessToken = token;
            return this;
        }

        /** The password to sign in with; use a store with it, or each start makes a device. */
        public Builder password(String word) {
            this.password = word;
            return this;
        }

        /** The device to sign in as, so that a restart makes no new one. */
        public Builder deviceId(String device) {
            this.deviceId = device;
            return this;
        }

        /**
         * Where the session, the encrypted rooms and the listeners' positions outlive a restart;
         * without it nothing does.
         */
        public Builder store(StateStore place) {
            this.store = place;
            return this;
        }

        /**
         * The HTTP client to use. It has to repeat no request, follow no redirect, and unpack no
         * answer. The connection does not close it.
         */
        public Builder httpClient(HttpClient client) {
            this.http = client;
            return this;
        }

        /** How long to wait for a connection; 10 s by default. */
        public Builder connectTimeout(Duration time) {
            this.connectTimeout = time;
            return this;
        }

        /** How long to wait for an answer; 30 s by default. */
        public Builder responseTimeout(Duration time) {
            this.responseTimeout = time;
            return this;
        }

        /**
         * Makes the connection, and signs the account in. A homeserver that cannot be reached now
         * is asked again in the background.
         *
         * @throws MatrixException if the settings are wrong, or the homeserver refuses the account
         */
        public MatrixConnection open() {
            MatrixConnection connection = new MatrixConnection(this);
            try {
                connection.account.start();
            } catch (RuntimeException e) {
                connection.close();
                throw e;
            }
            return connection;
        }

        private AccountSettings settings(StateStore memory) {
            return new AccountSettings(
                    homeserverUrl == null ? null : new BaseUrl(homeserverUrl),
                    userId == null ? null : new UserId(userId),
                    accessToken == null ? null : new Secret(accessToken),
                    false,
                    password == null ? null : new Secret(password),
                    null,
                    deviceId,
                    "camel-matrix-client",
                    store,
                    new EncryptionSettings(EncryptionMode.NONE, ENCRYPTION_CHECK, memory));
        }
    }
}
