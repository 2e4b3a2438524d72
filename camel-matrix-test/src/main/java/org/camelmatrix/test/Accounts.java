package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts, their devices, and which access token belongs to which device. */
final class Accounts {
    /** A device that has just been logged in. */
    record Login(Session session, String accessToken) {}

    private final Ids ids;
    private final Map<String, String> passwords = new HashMap<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<Session, String> tokens = new HashMap<>();
    private final Map<String, Boolean> softlyEnded = new HashMap<>();

    Accounts(Ids ids) {
        this.ids = ids;
    }

    boolean exists(String userId) {
        return passwords.containsKey(userId);
    }

    int count() {
        return passwords.size();
    }

    void create(String userId, String password) {
        passwords.put(userId, password);
    }

    boolean isPassword(String userId, String password) {
        return password.equals(passwords.get(userId));
    }

    /**
     * Logs a device in. A device has one access token, as the specification demands: the one that
     * it had ends. (Synapse 1.163.2 lets the earlier one live on.)
     *
     * @param deviceId empty for a new device
     */
    Login logIn(String userId, Optional<String> deviceId) {
        Session session = new Session(userId, deviceId.orElseGet(ids::deviceId));
        String token = ids.accessToken();
        String old = tokens.put(session, token);
        if (old != null) {
            sessions.remove(old);
        }
        sessions.put(token, session);
        return new Login(session, token);
    }

    Optional<Session> find(String token) {
        return Optional.ofNullable(sessions.get(token));
    }

    /**
     * @throws MatrixError {@code M_MISSING_TOKEN} or {@code M_UNKNOWN_TOKEN}
     */
    Session authenticate(Optional<String> token) {
        String given =
                token.orElseThrow(
                        () -> MatrixError.of(401, "M_MISSING_TOKEN", "Missing access token"));
        return find(given)
                .orElseThrow(
                        () ->
                                MatrixError.of(
                                        401,
                                        "M_UNKNOWN_TOKEN",
                                        "Invalid access token passed.",
                                        Map.of(
                                                "soft_logout",
                                                BooleanNode.valueOf(
                                                        softlyEnded.getOrDefault(given, false)))));
    }

    /** Ends a token; after a soft logout the device may log in again and keep what it has. */
    void end(String token, boolean softly) {
        Session session = sessions.remove(token);
        if (session != null) {
            tokens.remove(session);
        }
        softlyEnded.put(token, softly);
    }

    void end(Session session) {
        Optional.ofNullable(tokens.get(session)).ifPresent(token -> end(token, false));
    }

    void endAll(String userId) {
        List<Session> all =
                tokens.keySet().stream().filter(s -> s.userId().equals(userId)).toList();
        all.forEach(this::end);
    }
}
