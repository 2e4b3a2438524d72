package org.camelmatrix.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** What one message asks of the homeserver. */
public sealed interface SendPlan
        permits SendPlan.Events, SendPlan.FileThenEvent, SendPlan.Redaction {

    /** The type of its events. */
    String type();

    /**
     * The events whose content it tells, in order; that of a file lacks its {@code url}. Who
     * changes a content changes the plan.
     */
    List<OutgoingEvent> events();

    /**
     * What tells this plan from any other: 32 bytes, the same for the same content whenever it is
     * planned, and other ones if anything in any part differs. The {@code mxc://} URI that an
     * upload gives is no part of it. Each call computes it anew.
     */
    byte[] digest();

    /**
     * A message in events alone.
     *
     * @param parts one event, or several to be sent in this order, each with a transaction id of
     *     its own; never empty
     */
    record Events(List<OutgoingEvent> parts) implements SendPlan {

        public Events {
            parts = List.copyOf(parts);
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("a message has at least one event");
            }
        }

        /** A message that is one event, as most are. */
        public static Events of(OutgoingEvent event) {
            return new Events(List.of(event));
        }

        @Override
        public String type() {
            return parts.get(0).type();
        }

        @Override
        public List<OutgoingEvent> events() {
            return parts;
        }

        @Override
        public byte[] digest() {
            MessageDigest digest = sha256();
            parts.forEach(part -> update(digest, part));
            return digest.digest();
        }
    }

    /**
     * A file to be kept at the homeserver first (Client-Server API, "Content Repository"), then an
     * event that points to it.
     *
     * @param content the file's bytes; not to be changed
     * @param fileName its name
     * @param contentType what is in it, such as {@code text/markdown; charset=utf-8}
     * @param eventWithoutUrl the event, all but its {@code url}; {@link #event} makes it whole
     */
    record FileThenEvent(
            byte[] content, String fileName, String contentType, OutgoingEvent eventWithoutUrl)
            implements SendPlan {

        /**
         * The event that points to the file.
         *
         * @param contentUri the {@code mxc://} URI that the homeserver gave the file
         * @return a new event for each call
         */
        public OutgoingEvent event(String contentUri) {
            ObjectNode whole = eventWithoutUrl.content().deepCopy();
            whole.put("url", contentUri);
            return new OutgoingEvent(eventWithoutUrl.type(), whole);
        }

        @Override
        public String type() {
            return eventWithoutUrl.type();
        }

        @Override
        public List<OutgoingEvent> events() {
            return List.of(eventWithoutUrl);
        }

        @Override
        public byte[] digest() {
            MessageDigest digest = sha256();
            update(digest, content);
            update(digest, fileName);
            update(digest, contentType);
            update(digest, eventWithoutUrl);
            return digest.digest();
        }
    }

    /**
     * Takes an event back (Client-Server API, "Redactions").
     *
     * @param target the event
     * @param reason why, or null
     */
    record Redaction(EventId target, String reason) implements SendPlan {

        @Override
        public String type() {
            return "m.room.redaction";
        }

        @Override
        public List<OutgoingEvent> events() {
            return List.of();
        }

        @Override
        public byte[] digest() {
            MessageDigest digest = sha256();
            update(digest, target.value());
            update(digest, reason == null ? "" : reason);
            return digest.digest();
        }
    }

    private static void update(MessageDigest digest, OutgoingEvent event) {
        update(digest, event.type());
        update(digest, event.content().toString());
    }

    private static void update(MessageDigest digest, String field) {
        update(digest, field.getBytes(StandardCharsets.UTF_8));
    }

    /** The length goes before the bytes, so that no two lists of fields look the same. */
    private static void update(MessageDigest digest, byte[] field) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, field.length));
        digest.update(field);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
