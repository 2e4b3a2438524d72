// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.MediaFile;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.SendPlan;
import org.camelmatrix.event.TransactionId;

/**
 * One message on its way. It knows which of its events the homeserver has taken, so that another
 * attempt goes on from there.
 *
 * <p>One attempt at a time; the next may come from another thread.
 */
final class Delivery {

    private final SendOrder order;
    private final RoomDirectory rooms;
    private final RoomSender sender;
    private final List<EventId> taken = new ArrayList<>();
    private final List<String> uploaded = new ArrayList<>();

    Delivery(SendOrder order, RoomDirectory rooms, RoomSender sender) {
        this.order = order;
        this.rooms = rooms;
        this.sender = sender;
    }

    /** Sends what the homeserver has not taken yet. */
    CompletableFuture<SentMessage> attempt(Session session) {
        return rooms.enter(session, order.recipient(), order.upgrades())
                .thenCompose(room -> unlessSentBefore(session, room));
    }

    private CompletableFuture<SentMessage> unlessSentBefore(Session session, RoomId room) {
        if (order.sent() == null) {
            return send(session, room);
        }
        TransactionId first = id(session, room, 0);
        Optional<SentMessage> before = order.sent().find(room, first);
        if (before.isPresent()) {
            return CompletableFuture.completedFuture(before.get());
        }
        return send(session, room)
                .thenApply(
                        message -> {
                            order.sent().keep(first, message);
                            return message;
                        });
    }

    private CompletableFuture<SentMessage> send(Session session, RoomId room) {
        if (order.plan() instanceof SendPlan.Redaction redaction) {
            return redactFrom(session, room, redaction);
        }
        return uploadFrom(session, room, order.plan().files())
                .thenCompose(
                        uris -> sendFrom(session, room, order.plan().events(List.copyOf(uris))));
    }

    private CompletableFuture<SentMessage> redactFrom(
            Session session, RoomId room, SendPlan.Redaction redaction) {
        if (taken.size() == redaction.targets().size()) {
            return CompletableFuture.completedFuture(new SentMessage(room, List.copyOf(taken)));
        }
        int part = taken.size();
        return sender.redact(
                        session,
                        target(room),
                        redaction.targets().get(part),
                        redaction.reason(),
                        place -> id(session, place, part))
                .thenCompose(
                        redacted -> {
                            taken.add(redacted.event());
                            return redactFrom(session, redacted.room(), redaction);
                        });
    }

    /**
     * All files are there before the first event, so that none of them can spoil half a message.
     */
    private CompletableFuture<List<String>> uploadFrom(
            Session session, RoomId room, List<MediaFile> files) {
        if (uploaded.size() == files.size()) {
            return CompletableFuture.completedFuture(uploaded);
        }
        return sender.mayUpload(session, order.recipient(), room, order.plan())
                .thenCompose(allowed -> uploadNext(session, files));
    }

    private CompletableFuture<List<String>> uploadNext(Session session, List<MediaFile> files) {
        if (uploaded.size() == files.size()) {
            return CompletableFuture.completedFuture(uploaded);
        }
        return session.client()
                .upload(session.credentials(), files.get(uploaded.size()))
                .thenCompose(
                        uri -> {
                            uploaded.add(uri);
                            return uploadNext(session, files);
                        });
    }

    private CompletableFuture<SentMessage> sendFrom(
            Session session, RoomId room, List<OutgoingEvent> parts) {
        if (taken.size() == parts.size()) {
            return CompletableFuture.completedFuture(new SentMessage(room, List.copyOf(taken)));
        }
        int part = taken.size();
        return sender.send(
                        session, target(room), parts.get(part), place -> id(session, place, part))
                .thenCompose(
                        sent -> {
                            taken.add(sent.event());
                            if (sent.edits() != null && parts.size() == 1) {
                                return CompletableFuture.completedFuture(
                                        SentMessage.of(sent.room(), sent.event(), sent.edits()));
                            }
                            return sendFrom(session, sent.room(), parts);
                        });
    }

    private RoomSender.Target target(RoomId room) {
        return new RoomSender.Target(order.recipient(), order.upgrades(), room);
    }

    private TransactionId id(Session session, RoomId room, int part) {
        return order.ids().forSend(session.user(), room, part);
    }
}
