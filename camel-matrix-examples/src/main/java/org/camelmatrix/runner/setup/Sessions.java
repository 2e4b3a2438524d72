// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixAccountException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.account.StoredSession;
import org.camelmatrix.internal.http.BaseUrl;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.ErrorCode;
import org.camelmatrix.internal.http.MatrixClient;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.internal.http.SessionClient.Device;
import org.camelmatrix.internal.http.SessionClient.Login;
import org.camelmatrix.internal.http.SessionClient.Tokens;
import org.camelmatrix.internal.http.SessionClient.WhoAmI;
import org.camelmatrix.store.StateStore;
import org.camelmatrix.store.StateStore.Lease;

/**
 * Begins, takes up, renews and ends the session of the account that the component's options name,
 * in the store in which the component looks for it. As there, what changes a session happens under
 * the store's lease, and is kept before it is used.
 *
 * <p>For one thread.
 */
final class Sessions {

    private final Connection connection;
    private final MatrixConfiguration options;

    /** A way to sign in. */
    @FunctionalInterface
    interface Way {
        CompletableFuture<Login> signIn(MatrixClient client, Device device);
    }

    Sessions(Connection connection) {
        this.connection = connection;
        this.options = connection.options();
    }

    /**
     * The account, signed in: by the access token that is given, by the session that is kept, or by
     * the password.
     *
     * @throws UsageException if there is none of them
     * @throws MatrixException if the homeserver does not let the account in
     */
    SignedIn current() {
        if (options.getAccessToken() != null) {
            return byAccessToken();
        }
        Optional<SignedIn> kept = kept();
        if (kept.isPresent()) {
            return kept.get();
        }
        if (options.getPassword() == null) {
            throw new UsageException(
                    "There is no session of "
                            + user()
                            + " in "
                            + connection.store()
                            + " that goes on: sign in first (setup login), or set MATRIX_PASSWORD.");
        }
        Secret password = new Secret(options.getPassword());
        return signIn((client, device) -> client.sessions().login(user(), password, device), true);
    }

    /**
     * Signs in on the device that the options or the store name, or else on a new one, and keeps
     * the session.
     *
     * @param way how
     * @param refreshes whether the session renews its access token, which expires then
     * @throws MatrixException if the homeserver refuses it
     */
    SignedIn signIn(Way way, boolean refreshes) {
        UserId user = user();
        MatrixClient client = connection.homeserver(user.serverName());
        StateStore store = connection.store();
        try (Lease lease = store.lease()) {
            String id = device(store, client.baseUrl());
            Device device = new Device(id, options.getDeviceDisplayName(), refreshes);
            Login login = Connection.await(way.signIn(client, device));
            Credentials credentials = new Credentials(login.tokens().accessToken());
            if (!login.user().equals(user)) {
                Connection.await(client.sessions().logout(credentials));
                throw new MatrixRejectedException(
                        "The homeserver knows the account as "
                                + login.user()
                                + ": give that by --user instead of "
                                + user);
            }
            keep(store, client, login.deviceId(), login.tokens(), null);
            return new SignedIn(client, user, login.deviceId(), credentials);
        }
    }

    /**
     * Ends the session at the homeserver, and forgets it.
     *
     * @return who was signed out
     * @throws UsageException if there is no session
     * @throws MatrixException if the homeserver could not be told
     */
    UserId end() {
        if (options.isApplicationService()) {
            throw new UsageException("An application service has no session that could end.");
        }
        if (options.getAccessToken() != null) {
            SignedIn account = byAccessToken();
            Connection.await(account.client().sessions().logout(account.credentials()));
            options.setUserId(account.user().value());
            forget(account.credentials().accessToken());
            return account.user();
        }
        Optional<StoredSession> stored = read();
        if (stored.isEmpty()) {
            throw new UsageException(
                    "There is no session of " + user() + " in " + connection.store() + '.');
        }
        kept().ifPresent(
                        account ->
                                Connection.await(
                                        account.client().sessions().logout(account.credentials())));
        connection.store().remove(key());
        return user();
    }

    private void forget(Secret accessToken) {
        if (read().filter(kept -> accessToken.equals(kept.accessToken())).isPresent()) {
            connection.store().remove(key());
        }
    }

    private SignedIn byAccessToken() {
        UserId user = connection.user();
        Secret token = new Secret(options.getAccessToken());
        Credentials credentials =
                options.isApplicationService()
                        ? new Credentials(token, user(), options.getDeviceId())
                        : new Credentials(token);
        MatrixClient client = connection.homeserver(user == null ? null : user.serverName());
        WhoAmI owner = Connection.await(client.sessions().whoami(credentials));
        if (user != null && !user.equals(owner.user())) {
            throw new UsageException(
                    "The access token belongs to " + owner.user() + " and not to " + user + '.');
        }
        return new SignedIn(client, owner.user(), owner.deviceId(), credentials);
    }

    /** The session that is kept and goes on; empty if there is none or it has ended. */
    private Optional<SignedIn> kept() {
        Optional<StoredSession> stored = read();
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        SignedIn account = account(stored.get());
        if (isValid(account)) {
            return Optional.of(account);
        }
        StateStore store = connection.store();
        try (Lease lease = store.lease()) {
            Optional<StoredSession> now = read();
            if (now.isPresent() && !now.equals(stored)) {
                return now.map(this::account).filter(Sessions::isValid);
            }
            return renewed(store, account, stored.get().refreshToken());
        }
    }

    private Optional<SignedIn> renewed(StateStore store, SignedIn account, Secret refreshToken) {
        if (refreshToken == null) {
            return Optional.empty();
        }
        try {
            Tokens tokens = Connection.await(account.client().sessions().refresh(refreshToken));
            return Optional.of(
                    account(
                            keep(
                                    store,
                                    account.client(),
                                    account.deviceId(),
                                    tokens,
                                    refreshToken)));
        } catch (MatrixException e) {
            if (isLost(e) || e instanceof MatrixRejectedException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isValid(SignedIn account) {
        try {
            Connection.await(account.client().sessions().whoami(account.credentials()));
            return true;
        } catch (MatrixException e) {
            if (isLost(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isLost(MatrixException reason) {
        return reason instanceof MatrixAccountException
                && ErrorCode.UNKNOWN_TOKEN.equals(reason.getErrcode());
    }

    private SignedIn account(StoredSession stored) {
        return new SignedIn(
                new MatrixClient(connection.transport(), stored.homeserver()),
                user(),
                stored.deviceId(),
                new Credentials(stored.accessToken()));
    }

    private Optional<StoredSession> read() {
        return entry().filter(kept -> kept.accessToken() != null);
    }

    /** What is kept for the homeserver of the options, or for any where they name none. */
    private Optional<StoredSession> entry() {
        BaseUrl homeserver =
                options.getHomeserverUrl() == null
                        ? null
                        : Forms.homeserverUrl(options.getHomeserverUrl());
        return connection
                .store()
                .get(key())
                .flatMap(StoredSession::read)
                .filter(kept -> homeserver == null || homeserver.equals(kept.homeserver()));
    }

    private StoredSession keep(
            StateStore store,
            MatrixClient client,
            String deviceId,
            Tokens tokens,
            Secret oldRefreshToken) {
        StoredSession session =
                new StoredSession(
                        client.baseUrl(),
                        deviceId,
                        tokens.accessToken(),
                        tokens.refreshToken() == null ? oldRefreshToken : tokens.refreshToken());
        store.put(key(), session.write());
        return session;
    }

    /** Chosen here and written down before: a process that dies comes back as the same device. */
    private String device(StateStore store, BaseUrl homeserver) {
        if (options.getDeviceId() != null) {
            return options.getDeviceId();
        }
        Optional<StoredSession> kept = entry().filter(k -> k.homeserver().equals(homeserver));
        if (kept.isPresent()) {
            return kept.get().deviceId();
        }
        StoredSession fresh = StoredSession.onNewDevice(homeserver);
        if (store.get(key()).isEmpty()) {
            store.put(key(), fresh.write());
        }
        return fresh.deviceId();
    }

    private String key() {
        return StoredSession.key(user(), options.getDeviceId());
    }

    private UserId user() {
        UserId user = connection.user();
        if (user == null) {
            throw new UsageException(
                    "No account is given: give --user or set MATRIX_USER_ID, or set"
                            + " MATRIX_ACCESS_TOKEN and MATRIX_HOMESERVER_URL.");
        }
        return user;
    }
}
