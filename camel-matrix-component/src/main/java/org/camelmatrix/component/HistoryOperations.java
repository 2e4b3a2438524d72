// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.account.SignedIn;
import org.camelmatrix.internal.http.HistoryClient.Part;
import org.camelmatrix.internal.http.HistoryClient.Related;
import org.camelmatrix.internal.http.MessagesPage;

/**
 * What was said in a room.
 *
 * <p>Any thread may call. The first part of a history is asked for at once, so that the operation
 * fails where it is refused; each further one by the thread that iterates, when it gets there.
 */
final class HistoryOperations {

    private static final int LARGEST_PART = 100;

    CompletableFuture<Outcome> messages(OperationCall call) {
        return history(
                call,
                (account, room, part) ->
                        account.client().history().messages(account.who(), room, part));
    }

    CompletableFuture<Outcome> relations(OperationCall call) {
        String relationType = call.text(MatrixConstants.OVERRIDE_RELATION_TYPE);
        String eventType = EventKind.of(call).type();
        if (relationType == null && eventType != null) {
            throw new MatrixRejectedException(
                    "The header "
                            + MatrixConstants.OVERRIDE_RELATION_TYPE
                            + " is missing: where an event type is named, it names how the events"
                            + " belong to the target, such as m.annotation");
        }
        EventId target = call.target();
        return history(
                call,
                (account, room, part) ->
                        call.message(account, room, target)
                                .thenApply(message -> new Related(message, relationType, eventType))
                                .thenCompose(
                                        related ->
                                                account.client()
                                                        .history()
                                                        .relations(
                                                                account.who(),
                                                                room,
                                                                related,
                                                                part)));
    }

    /** Asks for a part of a history. */
    private interface Source {
        CompletableFuture<MessagesPage> part(SignedIn account, RoomId room, Part part);
    }

    private static CompletableFuture<Outcome> history(OperationCall call, Source source) {
        boolean forwards = forwards(call);
        String to = call.text(MatrixConstants.OVERRIDE_HISTORY_TO);
        long limit = limit(call);
        EventPages.Source pages =
                from -> {
                    Part part = new Part(from, to, (int) Math.min(limit, LARGEST_PART), forwards);
                    return call.aboutRoom((account, room) -> source.part(account, room, part));
                };
        return pages.after(call.text(MatrixConstants.OVERRIDE_HISTORY_FROM))
                .thenApply(first -> new Outcome.Body(new EventPages(first, pages, limit)));
    }

    private static boolean forwards(OperationCall call) {
        String direction = call.text(MatrixConstants.OVERRIDE_HISTORY_DIRECTION);
        if (direction != null && !direction.equals("b") && !direction.equals("f")) {
            throw new MatrixRejectedException(
                    "The header " + MatrixConstants.OVERRIDE_HISTORY_DIRECTION + " is b or f");
        }
        return "f".equals(direction);
    }

    private static long limit(OperationCall call) {
        return call.number(
                MatrixConstants.OVERRIDE_HISTORY_LIMIT,
                Long.MAX_VALUE,
                "events",
                1,
                Long.MAX_VALUE);
    }

    CompletableFuture<Outcome> getEvent(OperationCall call) {
        EventId event = call.target();
        return call.aboutRoom(
                        (account, room) ->
                                account.client().history().event(account.who(), room, event))
                .thenApply(Outcome.Body::new);
    }
}
