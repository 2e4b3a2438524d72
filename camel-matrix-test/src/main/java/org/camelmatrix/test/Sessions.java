// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.BooleanNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Devices and their tokens: sections "Relationship between access tokens and devices" and
 * "Refreshing access tokens". Each refresh gives a new grant; the one before it ends when the new
 * one is used first, so that a client whose answer was lost can refresh again.
 */
final class Sessions {
    /** What a device was given at once. */
    static final class Grant {
        private final Session session;
        private final String accessToken;
        private final Optional<String> refreshToken;
        private Optional<Instant> expiry;
        private boolean used;
        private Grant next;
        private Grant previous;

        private Grant(
                Session session,
                String accessToken,
                Optional<String> refreshToken,
                Optional<Instant> expiry) {
            this.session = session;
            this.accessToken = accessToken;
            this.refreshToken = refreshToken;
            this.expiry = expiry;
        }

        Session session() {
            return session;
        }

        String accessToken() {
            return accessToken;
        }

        Optional<String> refreshToken() {
            return refreshToken;
        }
    }

    private final Ids ids;
    private final InstantSource clock;
    private Optional<Duration> lifetime;
    private final Set<Session> devices = new HashSet<>();
    private final Map<String, Grant> byAccessToken = new HashMap<>();
    private final Map<String, Grant> byRefreshToken = new HashMap<>();
    private final Map<String, Boolean> softlyEnded = new HashMap<>();

    Sessions(Ids ids, Settings settings) {
        this.ids = ids;
        this.clock = settings.clock();
        this.lifetime = settings.accessTokenLifetime();
    }

    /** How long an access token lasts that comes with a refresh token; empty without those. */
    Optional<Duration> lifetime() {
        return lifetime;
    }

    void setLifetime(Duration duration) {
        this.lifetime = Optional.of(duration);
    }

    /**
     * Logs a device in. What it had ends, as the specification demands. (Synapse 1.163.2 lets its
     * earlier tokens live on.)
     *
     * @param deviceId empty for a new device
     */
    Grant logIn(String userId, Optional<String> deviceId, boolean wantsRefreshToken) {
        Session session = new Session(userId, deviceId.orElseGet(ids::deviceId));
        endTokens(session);
        devices.add(session);
        return grant(session, wantsRefreshToken && lifetime.isPresent());
    }

    private Grant grant(Session session, boolean refreshable) {
        Grant grant =
                new Grant(
                        session,
                        ids.accessToken(),
                        refreshable ? Optional.of(ids.refreshToken()) : Optional.empty(),
                        refreshable ? lifetime.map(clock.instant()::plus) : Optional.empty());
        byAccessToken.put(grant.accessToken, grant);
        grant.refreshToken.ifPresent(token -> byRefreshToken.put(token, grant));
        return grant;
    }

    /**
     * @throws MatrixError {@code M_UNKNOWN_TOKEN}, or {@code M_FORBIDDEN} when what the refresh
     *     token had given is in use already
     */
    Grant refresh(String refreshToken) {
        Grant old = byRefreshToken.get(refreshToken);
        if (old == null) {
            throw MatrixError.of(401, "M_UNKNOWN_TOKEN", "refresh token does not exist");
        }
        if (old.next != null && old.next.used) {
            throw MatrixError.forbidden("refresh token isn't valid anymore");
        }
        remove(old.next);
        remove(old.previous);
        old.previous = null;
        old.next = grant(old.session, true);
        old.next.previous = old;
        return old.next;
    }

    private void remove(Grant grant) {
        if (grant != null) {
            byAccessToken.remove(grant.accessToken);
            grant.refreshToken.ifPresent(byRefreshToken::remove);
        }
    }

    /** Whose valid token that is; it does not count as used. */
    Optional<Session> find(String token) {
        return Optional.ofNullable(byAccessToken.get(token))
                .filter(grant -> !isExpired(grant))
                .map(Grant::session);
    }

    /** The ids of a user's devices. */
    List<String> devices(String userId) {
        return devices.stream()
                .filter(device -> device.userId().equals(userId))
                .map(Session::deviceId)
                .sorted()
                .toList();
    }

    boolean hasDevice(Session session) {
        return devices.contains(session);
    }

    /**
     * Whose token that is; from now on it counts as used.
     *
     * @throws MatrixError {@code M_UNKNOWN_TOKEN}
     */
    Session authenticate(String token, boolean evenExpired) {
        Grant grant = byAccessToken.get(token);
        if (grant == null) {
            boolean softly = softlyEnded.getOrDefault(token, false);
            throw unknownToken("Invalid access token passed.", softly);
        }
        if (isExpired(grant) && !evenExpired) {
            throw unknownToken("Access token has expired", true);
        }
        grant.used = true;
        // An expired token that was replaced stays known, so that it is still called expired
        if (grant.previous != null && !isExpired(grant.previous)) {
            byAccessToken.remove(grant.previous.accessToken);
        }
        return grant.session;
    }

    static MatrixError unknownToken(String message, boolean softLogout) {
        return MatrixError.of(
                401,
                "M_UNKNOWN_TOKEN",
                message,
                Map.of("soft_logout", BooleanNode.valueOf(softLogout)));
    }

    private boolean isExpired(Grant grant) {
        return grant.expiry.filter(end -> end.isBefore(clock.instant())).isPresent();
    }

    /** Lets a token expire now; its refresh token, if there is one, stays valid. */
    void expire(String token) {
        Optional.ofNullable(byAccessToken.get(token))
                .ifPresent(grant -> grant.expiry = Optional.of(Instant.MIN));
    }

    /** Ends a device; after a soft logout it may log in again and keep what it has. */
    void end(String token, boolean softly) {
        Grant grant = byAccessToken.get(token);
        softlyEnded.put(token, softly);
        if (grant != null && softly) {
            endTokens(grant.session);
        } else if (grant != null) {
            end(grant.session);
        }
    }

    void end(Session session) {
        endTokens(session);
        devices.remove(session);
    }

    void endAll(String userId) {
        List.copyOf(devices).stream()
                .filter(session -> session.userId().equals(userId))
                .forEach(this::end);
    }

    private void endTokens(Session session) {
        byAccessToken.values().removeIf(grant -> grant.session.equals(session));
        byRefreshToken.values().removeIf(grant -> grant.session.equals(session));
    }
}
