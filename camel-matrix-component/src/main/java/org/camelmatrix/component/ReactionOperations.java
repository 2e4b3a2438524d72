// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Relation;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.account.SentMessage;
import org.camelmatrix.internal.account.SentReactions.Reaction;
import org.camelmatrix.internal.account.SignedIn;
import org.camelmatrix.internal.http.ErrorCode;
import org.camelmatrix.internal.http.HistoryClient.Part;
import org.camelmatrix.internal.http.HistoryClient.Related;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.SendPlan;

/**
 * Reactions to events. A reaction that the account has sent before is a success: the homeserver
 * says so, or the account remembers it and looks whether it is still there.
 *
 * <p>Any thread may call.
 */
final class ReactionOperations {

    private static final int LONGEST_KEY = 250;
    private static final int PAGE = 100;
    private static final int PAGES = 10;

    private static final Outcome UNKNOWN =
            new Outcome.Headers(Collections.singletonMap(MatrixConstants.EVENT_ID, null));

    CompletableFuture<Outcome> react(OperationCall call) {
        String key = call.message().getBody(String.class);
        if (key == null || key.isBlank() || key.strip().length() > LONGEST_KEY) {
            throw new MatrixRejectedException(
                    "A reaction is a short text in the body, such as an emoji, of "
                            + LONGEST_KEY
                            + " characters at most");
        }
        EventId target = call.target();
        return call.inRoom((account, room) -> call.message(account, room, target))
                .thenCompose(message -> react(call, new Reaction(message, key.strip())));
    }

    private static CompletableFuture<Outcome> react(OperationCall call, Reaction reaction) {
        Optional<SentMessage> before = call.reactions().find(reaction);
        if (before.isEmpty()) {
            return send(call, reaction);
        }
        return isThere(call, reaction, before.get())
                .thenCompose(
                        there ->
                                there
                                        ? CompletableFuture.completedFuture(
                                                new Outcome.Sent(before.get()))
                                        : send(call, reaction));
    }

    /** Whether nobody has redacted a reaction that was sent. */
    private static CompletableFuture<Boolean> isThere(
            OperationCall call, Reaction reaction, SentMessage sent) {
        EventId event = sent.events().get(0);
        return call.withoutRoom(
                (account, none) ->
                        account.client()
                                .history()
                                .event(account.who(), sent.room(), event)
                                .thenApply(found -> isOf(reaction, found.content()))
                                .exceptionally(ReactionOperations::unlessRefused));
    }

    private static boolean isOf(Reaction reaction, JsonNode content) {
        JsonNode relation = content.path("m.relates_to");
        return reaction.target().value().equals(relation.path("event_id").asText())
                && reaction.key().equals(relation.path("key").asText());
    }

    /** Where the event cannot be had, the homeserver decides about another reaction. */
    private static boolean unlessRefused(Throwable thrown) {
        MatrixException reason = Refusals.reason(thrown);
        if (reason instanceof MatrixRejectedException) {
            return false;
        }
        throw reason;
    }

    private static CompletableFuture<Outcome> send(OperationCall call, Reaction reaction) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        new Relation.Annotation(reaction.target(), reaction.key()).addTo(content);
        return call.send(SendPlan.Events.of(new OutgoingEvent(EventType.REACTION, content)))
                .<Outcome>thenApply(
                        message -> {
                            call.reactions().sent(reaction, message);
                            return new Outcome.Sent(message);
                        })
                .exceptionallyCompose(thrown -> unlessThereBefore(call, reaction, thrown));
    }

    private static CompletableFuture<Outcome> unlessThereBefore(
            OperationCall call, Reaction reaction, Throwable thrown) {
        MatrixException reason = Refusals.reason(thrown);
        if (!ErrorCode.DUPLICATE_ANNOTATION.equals(reason.getErrcode())) {
            throw reason;
        }
        return call.aboutRoom((account, room) -> find(call, reaction, account, room, null, PAGES));
    }

    /**
     * The account's own reaction, from what belongs to the event. Where it is not among the latest,
     * no event id is left: the next step must not take the message's id for the reaction's.
     */
    private static CompletableFuture<Outcome> find(
            OperationCall call,
            Reaction reaction,
            SignedIn account,
            RoomId room,
            String from,
            int pages) {
        Related related = new Related(reaction.target(), "m.annotation", EventType.REACTION);
        return account.client()
                .history()
                .relations(account.who(), room, related, new Part(from, null, PAGE, false))
                .thenCompose(
                        page -> {
                            for (MatrixEvent event : page.events()) {
                                if (event.sender().equals(account.user())
                                        && isOf(reaction, event.content())) {
                                    SentMessage sent = new SentMessage(room, List.of(event.id()));
                                    call.reactions().sent(reaction, sent);
                                    return CompletableFuture.completedFuture(
                                            new Outcome.Sent(sent));
                                }
                            }
                            return page.end() == null || pages == 1
                                    ? CompletableFuture.completedFuture(UNKNOWN)
                                    : find(call, reaction, account, room, page.end(), pages - 1);
                        });
    }
}
