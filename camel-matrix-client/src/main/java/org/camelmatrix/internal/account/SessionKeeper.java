// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.camelmatrix.MatrixAccountException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.http.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session that all requests of an account use. The first request that needs it signs in, and
 * the first request whose token is refused renews it. The others wait without a thread.
 *
 * <p>Any thread may call.
 */
final class SessionKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(SessionKeeper.class);

    /** How long a refused sign-in is not repeated, as homeservers lock accounts out. */
    private static final Duration REFUSAL_LIFETIME = Duration.ofMinutes(1);

    /** The longest pause that a homeserver is granted. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** How often one request may find its token refused, as a token can expire on the way. */
    private static final int MAXIMUM_RENEWALS = 3;

    private final SignIn signIn;
    private final InstantSource clock;
    private final SingleFlight<SessionKeeper, Session> changes;
    private volatile Session session;
    private volatile Refusal refusal;

    /** Why there is no session, and until when no other sign-in is tried. */
    private record Refusal(MatrixException reason, Instant until) {

        /** An ended session is final; any other reason may be gone later. */
        static Refusal of(MatrixException reason, Instant now) {
            if (isLost(reason)) {
                return new Refusal(reason, Instant.MAX);
            }
            Duration pause =
                    reason instanceof MatrixLimitedException limited
                                    && limited.getRetryAfter() != null
                            ? limited.getRetryAfter()
                            : REFUSAL_LIFETIME;
            boolean tooLong = pause.compareTo(LONGEST_PAUSE) > 0;
            return new Refusal(reason, now.plus(tooLong ? LONGEST_PAUSE : pause));
        }

        boolean holds(Instant now) {
            return now.isBefore(until);
        }

        /** The reason as of now: a pause is shortened by the time that has passed. */
        MatrixException reason(Instant now) {
            return reason instanceof MatrixLimitedException limited
                    ? new MatrixLimitedException(
                            limited.getMessage(),
                            limited.getStatus(),
                            limited.getErrcode(),
                            Duration.between(now, until))
                    : reason;
        }
    }

    SessionKeeper(SignIn signIn, InstantSource clock, Executor executor) {
        this.signIn = signIn;
        this.clock = clock;
        this.changes = new SingleFlight<>(executor);
    }

    /** The session; signs in if there is none. */
    CompletableFuture<Session> session() {
        Session known = session;
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        return unlessRefused(
                () -> changes.join(this, () -> signIn.begin().whenComplete(this::remember)));
    }

    /** The session, or null if there is none now. */
    Session current() {
        return session;
    }

    /** The end of the pause that the homeserver wants before a sign-in, or null. */
    Instant limitedUntil() {
        Refusal last = refusal;
        return last != null
                        && last.reason() instanceof MatrixLimitedException
                        && last.holds(clock.instant())
                ? last.until()
                : null;
    }

    /** Fails all requests that wait for a session. */
    void close() {
        changes.close();
    }

    private CompletableFuture<Session> unlessRefused(Supplier<CompletableFuture<Session>> change) {
        Refusal last = refusal;
        Instant now = clock.instant();
        return last != null && last.holds(now)
                ? CompletableFuture.failedFuture(last.reason(now))
                : change.get();
    }

    /** Makes a request with the session, and again with a new one if its token is refused. */
    <T> CompletableFuture<T> request(Function<Session, CompletableFuture<T>> request) {
        return session().thenCompose(known -> request(known, request, MAXIMUM_RENEWALS));
    }

    private <T> CompletableFuture<T> request(
            Session known, Function<Session, CompletableFuture<T>> request, int renewals) {
        return request.apply(known)
                .exceptionallyCompose(
                        thrown -> {
                            MatrixException reason = MatrixFailure.of(thrown);
                            return renewals > 0 && isLost(reason)
                                    ? renewed(known, (MatrixAccountException) reason)
                                            .thenCompose(
                                                    fresh -> request(fresh, request, renewals - 1))
                                    : CompletableFuture.failedFuture(reason);
                        });
    }

    private CompletableFuture<Session> renewed(Session stale, MatrixAccountException reason) {
        return unlessRefused(() -> changes.join(this, () -> newer(stale, reason)))
                .thenCompose(
                        fresh ->
                                fresh == stale
                                        ? renewed(stale, reason)
                                        : CompletableFuture.completedFuture(fresh));
    }

    /** A session that another request or process has made meanwhile, or else a new one. */
    private CompletableFuture<Session> newer(Session stale, MatrixAccountException reason) {
        Session known = session;
        if (known != null && known != stale) {
            return CompletableFuture.completedFuture(known);
        }
        return (known == null ? signIn.begin() : signIn.renew(stale, reason))
                .whenComplete(this::remember);
    }

    private void remember(Session fresh, Throwable failure) {
        if (failure == null) {
            if (session == null) {
                LOG.info(
                        "Signed in at {} as {}, device {}",
                        fresh.client().baseUrl(),
                        fresh.user(),
                        fresh.deviceId());
            }
            session = fresh;
            refusal = null;
            return;
        }
        MatrixException reason = MatrixFailure.of(failure);
        if (!reason.isRetryable()) {
            session = null;
        }
        if (!(reason instanceof MatrixUnavailableException)) {
            refusal = Refusal.of(reason, clock.instant());
        }
    }

    /** Whether a request failed because its access token is not valid any more. */
    static boolean isLost(MatrixException reason) {
        return reason instanceof MatrixAccountException
                && ErrorCode.UNKNOWN_TOKEN.equals(reason.getErrcode());
    }
}
