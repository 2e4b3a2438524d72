// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.outgoing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.MediaContent;

/** The events and files that one message consists of. */
public sealed interface SendPlan
        permits SendPlan.Events, SendPlan.FileThenEvent, SendPlan.Media, SendPlan.Redaction {

    /** The type of its events. */
    String type();

    /**
     * The events, in order, without the {@code url} of files; empty for a redaction. They are not
     * copies: do not modify them.
     */
    List<OutgoingEvent> events();

    /**
     * A SHA-256 digest of the content: equal plans have equal digests. The {@code mxc://} URI of an
     * upload is not a part of the content. Each call computes the digest anew.
     */
    byte[] digest();

    /** The files to upload before the events are sent, in order. */
    default List<MediaFile> files() {
        return List.of();
    }

    /**
     * Its events as they are sent.
     *
     * @param uploaded the {@link #files} as the homeserver keeps them, in the same order
     */
    default List<OutgoingEvent> events(List<UploadedFile> uploaded) {
        return events();
    }

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
     * @param contentType its media type, such as {@code text/markdown; charset=utf-8}
     * @param eventWithoutUrl the event without its {@code url}, which {@link #event} adds
     */
    record FileThenEvent(
            byte[] content, String fileName, String contentType, OutgoingEvent eventWithoutUrl)
            implements SendPlan {

        /**
         * The event that points to the file.
         *
         * @param uploaded the file as the homeserver keeps it
         * @return a new event for each call
         */
        public OutgoingEvent event(UploadedFile uploaded) {
            ObjectNode whole = eventWithoutUrl.content().deepCopy();
            uploaded.addTo(whole, "");
            return eventWithoutUrl.with(whole);
        }

        /** The same under another name. */
        public FileThenEvent named(String name) {
            ObjectNode renamed = eventWithoutUrl.content().deepCopy();
            renamed.put("filename", name);
            if (fileName.equals(renamed.path("body").asText())) {
                renamed.put("body", name);
            }
            return new FileThenEvent(
                    content, name, contentType, new OutgoingEvent(eventWithoutUrl.type(), renamed));
        }

        @Override
        public List<MediaFile> files() {
            return List.of(
                    new MediaFile(MediaContent.of(content), fileName, contentType, new byte[0]));
        }

        @Override
        public List<OutgoingEvent> events(List<UploadedFile> uploaded) {
            return List.of(event(uploaded.get(0)));
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
     * A message of which at least one event points to a file. Files are compared by a digest of
     * their bytes.
     *
     * @param parts its events in order, each with a transaction id of its own; never empty
     */
    record Media(List<Part> parts) implements SendPlan {

        public Media {
            parts = List.copyOf(parts);
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("a message has at least one event");
            }
        }

        /**
         * An event, and the files that it points to.
         *
         * @param event the event without the URIs of its files
         * @param file what its {@code url} points to, or null for an event without a file
         * @param thumbnail what its {@code thumbnail_url} points to, or null
         */
        public record Part(OutgoingEvent event, MediaFile file, MediaFile thumbnail) {

            /** An event without a file. */
            public static Part of(OutgoingEvent event) {
                return new Part(event, null, null);
            }

            private List<MediaFile> files() {
                return Stream.of(file, thumbnail).filter(Objects::nonNull).toList();
            }

            private OutgoingEvent event(Iterator<UploadedFile> uploaded) {
                if (file == null) {
                    return event;
                }
                ObjectNode whole = event.content().deepCopy();
                uploaded.next().addTo(whole, "");
                if (thumbnail != null) {
                    uploaded.next().addTo(whole.withObjectProperty("info"), "thumbnail_");
                }
                return event.with(whole);
            }
        }

        @Override
        public String type() {
            return parts.get(0).event().type();
        }

        @Override
        public List<OutgoingEvent> events() {
            return parts.stream().map(Part::event).toList();
        }

        @Override
        public List<MediaFile> files() {
            return parts.stream().flatMap(part -> part.files().stream()).toList();
        }

        @Override
        public List<OutgoingEvent> events(List<UploadedFile> uploaded) {
            Iterator<UploadedFile> files = uploaded.iterator();
            return parts.stream().map(part -> part.event(files)).toList();
        }

        @Override
        public byte[] digest() {
            MessageDigest digest = sha256();
            for (Part part : parts) {
                update(digest, part.event());
                for (MediaFile file : part.files()) {
                    update(digest, file.name());
                    update(digest, file.contentType());
                    update(digest, file.fingerprint());
                }
            }
            return digest.digest();
        }
    }

    /**
     * Takes events back (Client-Server API, "Redactions").
     *
     * @param targets the events, each with a transaction id of its own; never empty
     * @param reason why, or null
     */
    record Redaction(List<EventId> targets, String reason) implements SendPlan {

        public Redaction {
            targets = List.copyOf(targets);
            if (targets.isEmpty()) {
                throw new IllegalArgumentException("a redaction has at least one target");
            }
        }

        /** The redaction of one event. */
        public Redaction(EventId target, String reason) {
            this(List.of(target), reason);
        }

        @Override
        public String type() {
            return EventType.REDACTION;
        }

        @Override
        public List<OutgoingEvent> events() {
            return List.of();
        }

        @Override
        public byte[] digest() {
            MessageDigest digest = sha256();
            targets.forEach(target -> update(digest, target.value()));
            update(digest, reason == null ? "" : reason);
            return digest.digest();
        }
    }

    private static void update(MessageDigest digest, OutgoingEvent event) {
        update(digest, event.type());
        update(digest, event.json());
    }

    private static void update(MessageDigest digest, String field) {
        update(digest, field.getBytes(StandardCharsets.UTF_8));
    }

    /** The length goes before the bytes, so that no two lists of fields look the same. */
    private static void update(MessageDigest digest, byte[] field) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, field.length));
        digest.update(field);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
