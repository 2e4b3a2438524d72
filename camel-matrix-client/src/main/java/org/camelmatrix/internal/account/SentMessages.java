// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.outgoing.TransactionId;
import org.camelmatrix.store.StateStore;
import org.camelmatrix.store.StateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers sent messages by their transaction ids, for longer than a homeserver remembers these.
 *
 * <p>Any thread may call. Each call blocks as long as its store does.
 *
 * @param store keeps the messages
 */
public record SentMessages(StateStore store) {

    private static final String EDIT = "edit=";

    private static final Logger LOG = LoggerFactory.getLogger(SentMessages.class);

    /**
     * The message that was sent with an id.
     *
     * @throws MatrixUnavailableException if the store cannot be read
     */
    Optional<SentMessage> find(RoomId room, TransactionId first) {
        try {
            return store.get(key(first)).map(text -> message(room, text));
        } catch (StateStoreException | IllegalArgumentException e) {
            throw new MatrixUnavailableException(
                    "Whether the message was sent before is not known: "
                            + e.getMessage()
                            + "; check the option idempotentStore",
                    e);
        }
    }

    /** Remembers a message. If the store fails, that is logged: the message itself is sent. */
    void keep(TransactionId first, SentMessage message) {
        String events =
                message.events().stream().map(EventId::value).collect(Collectors.joining(" "))
                        + (message.edit() == null ? "" : ' ' + EDIT + message.edit());
        try {
            store.put(key(first), events);
        } catch (StateStoreException e) {
            LOG.warn(
                    "The event {} of the room {} could not be written to idempotentStore. The same"
                            + " message may be sent again after the homeserver has forgotten it: {}",
                    events,
                    message.room(),
                    e.getMessage());
        }
    }

    private static String key(TransactionId id) {
        return "sent " + id;
    }

    private static SentMessage message(RoomId room, String text) {
        int end = text.indexOf(' ' + EDIT);
        return end < 0
                ? new SentMessage(room, events(text))
                : new SentMessage(
                        room,
                        events(text.substring(0, end)),
                        new EventId(text.substring(end + 1 + EDIT.length())));
    }

    private static List<EventId> events(String text) {
        return Stream.of(text.split(" ")).map(EventId::new).toList();
    }
}
