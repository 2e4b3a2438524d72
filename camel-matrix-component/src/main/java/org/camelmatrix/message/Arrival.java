package org.camelmatrix.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.TransactionId;
import org.camelmatrix.event.UserId;

/**
 * One arrival of an exchange at an endpoint, and so one message: tried again it is the same
 * message, and any other arrival is another.
 *
 * @param key what the sends of one exchange have in common, and no other exchange's
 * @param sendNumber how many sends to the same room the exchange has completed before
 */
public record Arrival(String key, int sendNumber) {

    private static final int BYTES = 18;

    /**
     * The transaction id of the event that this arrival sends: derived, not random, so that a retry
     * finds the same one. Sender and room are part of it, because some homeservers compare ids
     * without looking at the path. So is the content: what a route sends instead, after a failure
     * that the homeserver may have processed, is another message and must not pass for the first.
     *
     * @param sender who sends
     * @param room to where
     * @param event what
     * @return the same id for the same values, safe in a path
     */
    public TransactionId transactionId(UserId sender, RoomId room, OutgoingEvent event) {
        MessageDigest digest = sha256();
        update(digest, sender.value());
        update(digest, room.value());
        update(digest, event.type());
        update(digest, event.content().toString());
        update(digest, key);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, sendNumber));
        byte[] hash = Arrays.copyOf(digest.digest(), BYTES);
        return new TransactionId(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    }

    /** The length goes before the text, so that no two lists of fields look the same. */
    private static void update(MessageDigest digest, String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
