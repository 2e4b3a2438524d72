// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.camelmatrix.MatrixAccountException;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.Discovery;
import org.camelmatrix.internal.http.ErrorCode;
import org.camelmatrix.internal.http.MatrixClient;
import org.camelmatrix.internal.http.SessionClient;
import org.camelmatrix.internal.http.SessionClient.Device;
import org.camelmatrix.internal.http.Transport;
import org.camelmatrix.store.StateStore.Lease;

/**
 * Begins, takes up again and renews the session of an account, and makes sure that it is the
 * account that the settings name.
 *
 * <p>{@link SessionKeeper} calls, never twice at a time. Other processes may do the same for the
 * same account: what changes the session happens under the lease of the archive, and looks there
 * first for what another has left.
 */
final class SignIn {

    /** Two sessions lost within this time are not chance. */
    private static final Duration CONFLICT = Duration.ofMinutes(1);

    private final AccountSettings settings;
    private final Transport transport;
    private final Discovery discovery;
    private final InstantSource clock;
    private final SessionArchive archive;
    private volatile Instant lost = Instant.MIN;

    SignIn(
            AccountSettings settings,
            Transport transport,
            Discovery discovery,
            InstantSource clock) {
        this.settings = settings;
        this.transport = transport;
        this.discovery = discovery;
        this.clock = clock;
        this.archive = new SessionArchive(settings);
    }

    /** The session to start with. */
    CompletableFuture<Session> begin() {
        if (settings.accessToken() != null) {
            return homeserver().thenCompose(this::withAccessToken);
        }
        return kept().map(this::takeUp)
                .orElseGet(() -> canSignIn() ? signInFirst() : withoutSession());
    }

    private boolean canSignIn() {
        return settings.password() != null || settings.authenticationToken() != null;
    }

    private CompletableFuture<Session> withoutSession() {
        return CompletableFuture.failedFuture(
                new MatrixConfigurationException(
                        "No session of "
                                + settings.userId()
                                + (settings.homeserverUrl() == null
                                        ? ""
                                        : " at " + settings.homeserverUrl())
                                + " is kept in "
                                + settings.sessionStore()
                                + ": set the option password or accessToken, or sign in once with"
                                + " camel-matrix setup login"));
    }

    /**
     * The session after its access token was refused.
     *
     * @param stale the session with that token
     * @param reason what the homeserver said
     */
    CompletableFuture<Session> renew(Session stale, MatrixAccountException reason) {
        if (settings.accessToken() != null) {
            return CompletableFuture.failedFuture(reason);
        }
        return leased(
                () ->
                        kept().filter(kept -> !sameToken(kept, stale))
                                .map(CompletableFuture::completedFuture)
                                .orElseGet(() -> refreshed(stale, reason)));
    }

    private CompletableFuture<Session> withAccessToken(MatrixClient client) {
        Credentials credentials =
                settings.applicationService()
                        ? new Credentials(
                                settings.accessToken(), settings.userId(), settings.deviceId())
                        : new Credentials(settings.accessToken());
        return verified(
                client,
                owner -> new Session(client, owner.user(), owner.deviceId(), credentials, null),
                credentials);
    }

    private CompletableFuture<Session> takeUp(Session kept) {
        return verified(kept.client(), owner -> kept, kept.credentials())
                .exceptionallyCompose(
                        thrown -> {
                            MatrixException reason = MatrixFailure.of(thrown);
                            return SessionKeeper.isLost(reason)
                                    ? renew(kept, (MatrixAccountException) reason)
                                    : CompletableFuture.failedFuture(reason);
                        });
    }

    private CompletableFuture<Session> verified(
            MatrixClient client,
            Function<SessionClient.WhoAmI, Session> session,
            Credentials credentials) {
        return client.sessions()
                .whoami(credentials)
                .thenApply(
                        owner -> {
                            requireSame("userId", settings.userId(), owner.user());
                            requireSame("deviceId", settings.deviceId(), owner.deviceId());
                            return session.apply(owner);
                        });
    }

    private CompletableFuture<Session> signInFirst() {
        return leased(
                () ->
                        kept().map(CompletableFuture::completedFuture)
                                .orElseGet(
                                        () ->
                                                homeserver()
                                                        .thenCompose(
                                                                client ->
                                                                        signIn(
                                                                                client,
                                                                                device(client)))));
    }

    private CompletableFuture<Session> refreshed(Session stale, MatrixAccountException reason) {
        if (stale.refreshToken() == null) {
            return signInAgain(stale, reason);
        }
        return stale.client()
                .sessions()
                .refresh(stale.refreshToken())
                .thenApply(tokens -> keep(stale.renewed(tokens)))
                .exceptionallyCompose(
                        thrown -> {
                            MatrixException refusal = MatrixFailure.of(thrown);
                            if (refusal.isRetryable()) {
                                return CompletableFuture.failedFuture(refusal);
                            }
                            return SessionKeeper.isLost(refusal)
                                    ? signInAgain(stale, (MatrixAccountException) refusal)
                                    : signInAgain(stale, reason);
                        });
    }

    private CompletableFuture<Session> signInAgain(Session stale, MatrixAccountException reason) {
        if (!reason.isSoftLogout()) {
            return unlessStillValid(stale, reason);
        }
        if (settings.password() == null) {
            return ended(
                    reason,
                    settings.authenticationToken() == null
                            ? "set the option password to sign in again, or use camel-matrix setup"
                                    + " login"
                            : "set the option authenticationToken to a new one to sign in again");
        }
        Instant now = clock.instant();
        if (now.isBefore(lost.plus(CONFLICT))) {
            return ended(
                    reason,
                    "another process uses this device ("
                            + stale.deviceId()
                            + "): give each its own deviceId, or all the same sessionStore");
        }
        lost = now;
        return signIn(stale.client(), stale.deviceId());
    }

    /**
     * A session is given up only if the homeserver says so twice: a proxy between may refuse a
     * token that it cannot check just now.
     */
    private CompletableFuture<Session> unlessStillValid(
            Session stale, MatrixAccountException reason) {
        return stale.client()
                .sessions()
                .whoami(stale.credentials())
                .handle((owner, failure) -> failure)
                .thenCompose(
                        failure -> {
                            if (failure == null) {
                                return CompletableFuture.failedFuture(
                                        new MatrixUnavailableException(
                                                reason.getMessage()
                                                        + "; yet the homeserver knows the token",
                                                reason.getStatus(),
                                                reason.getErrcode()));
                            }
                            MatrixException again = MatrixFailure.of(failure);
                            if (!SessionKeeper.isLost(again)) {
                                return CompletableFuture.failedFuture(again);
                            }
                            archive.discard();
                            return ended(
                                    reason,
                                    "the homeserver has ended the session of device "
                                            + stale.deviceId()
                                            + (canSignIn()
                                                    ? "; start the route again to sign in as a new"
                                                            + " device"
                                                    : "; set the option password, or sign in again"
                                                            + " with camel-matrix setup login"));
                        });
    }

    private CompletableFuture<Session> signIn(MatrixClient client, String deviceId) {
        Device device = new Device(deviceId, settings.deviceDisplayName());
        return (settings.password() != null
                        ? client.sessions().login(settings.userId(), settings.password(), device)
                        : client.sessions()
                                .loginWithToken(
                                        settings.userId(), settings.authenticationToken(), device))
                .thenApply(
                        login -> {
                            requireSame("userId", settings.userId(), login.user());
                            requireSame("deviceId", settings.deviceId(), login.deviceId());
                            return keep(
                                    new Session(
                                            client,
                                            login.user(),
                                            login.deviceId(),
                                            new Credentials(login.tokens().accessToken()),
                                            login.tokens().refreshToken()));
                        });
    }

    /**
     * The device of a first sign-in. Where it is kept, it is chosen here and written down before: a
     * process that dies between its sign-in and its note of it comes back as the same device. A
     * session at another homeserver stays until there is one at this.
     */
    private String device(MatrixClient client) {
        if (settings.deviceId() != null || settings.sessionStore() == null) {
            return settings.deviceId();
        }
        Optional<String> chosen = archive.read(client.baseUrl()).map(StoredSession::deviceId);
        if (chosen.isPresent()) {
            return chosen.get();
        }
        StoredSession fresh = StoredSession.onNewDevice(client.baseUrl());
        if (archive.read(null).isEmpty()) {
            archive.write(fresh);
        }
        return fresh.deviceId();
    }

    private Optional<Session> kept() {
        return archive.read(settings.homeserverUrl())
                .filter(stored -> stored.accessToken() != null)
                .map(
                        stored ->
                                new Session(
                                        new MatrixClient(transport, stored.homeserver()),
                                        settings.userId(),
                                        stored.deviceId(),
                                        new Credentials(stored.accessToken()),
                                        stored.refreshToken()));
    }

    private Session keep(Session session) {
        archive.write(StoredSession.of(session));
        return session;
    }

    private CompletableFuture<Session> leased(Supplier<CompletableFuture<Session>> change) {
        Lease lease = archive.lease();
        CompletableFuture<Session> changed;
        try {
            changed = change.get();
        } catch (Throwable e) {
            changed = CompletableFuture.failedFuture(e);
        }
        return changed.whenComplete((session, failure) -> lease.close());
    }

    private CompletableFuture<MatrixClient> homeserver() {
        return settings.homeserverUrl() != null
                ? CompletableFuture.completedFuture(
                        new MatrixClient(transport, settings.homeserverUrl()))
                : discovery
                        .homeserverOf(settings.userId().serverName())
                        .thenApply(found -> new MatrixClient(transport, found.baseUrl()));
    }

    private static boolean sameToken(Session one, Session other) {
        return one.credentials().equals(other.credentials());
    }

    private static CompletableFuture<Session> ended(MatrixAccountException reason, String remedy) {
        return CompletableFuture.failedFuture(
                new MatrixAccountException(
                        "The account is signed out: " + remedy,
                        reason.getStatus(),
                        ErrorCode.UNKNOWN_TOKEN,
                        reason.isSoftLogout()));
    }

    private static void requireSame(String option, Object configured, Object actual) {
        if (configured != null && !Objects.equals(configured, actual)) {
            throw new MatrixConfigurationException(
                    "The option "
                            + option
                            + " is "
                            + configured
                            + ", but the homeserver says that it is "
                            + actual
                            + ": change "
                            + option
                            + ", or the accessToken or password");
        }
    }
}
