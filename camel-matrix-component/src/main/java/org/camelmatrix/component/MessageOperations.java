// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.internal.body.TemporaryFiles;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.Relation;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.message.Edit;
import org.camelmatrix.internal.message.MentionedUsers;
import org.camelmatrix.internal.outgoing.SendPlan;

/**
 * Messages, and what belongs to one.
 *
 * <p>Any thread may call.
 */
final class MessageOperations {

    private static final long TYPING = 30_000;
    private static final long LONGEST_TYPING = 3_600_000;
    private static final Set<String> RECEIPTS = Set.of("m.read", "m.read.private", "m.fully_read");

    private final MessageBody body;
    private final MediaMessages media;
    private final MentionedUsers mentioned;

    MessageOperations(MatrixConfiguration options) {
        this.body = new MessageBody(options);
        this.media = new MediaMessages(options, body);
        this.mentioned =
                new MentionedUsers(
                        OptionValues.userIds("mentions", options.getMentions()),
                        options.isMentionRoom());
    }

    CompletableFuture<Outcome> sendMessage(OperationCall call) {
        TemporaryFiles temporary = new TemporaryFiles();
        CompletableFuture<Outcome> sent;
        try {
            SendPlan plan = media.toPlan(call, temporary);
            mention(call, plan);
            Relation relation = relation(call);
            if (relation != null) {
                plan.events().forEach(event -> event.relate(relation));
            }
            sent = call.sendOrUpdate(plan);
        } catch (RuntimeException e) {
            temporary.close();
            throw e;
        }
        return sent.whenComplete((outcome, failure) -> temporary.close());
    }

    private void mention(OperationCall call, SendPlan plan) {
        List<UserId> users = call.users(MatrixConstants.OVERRIDE_MENTION_USERS);
        MentionedUsers all = users.isEmpty() ? mentioned : mentioned.and(users);
        if (!all.isNobody()) {
            plan.events().forEach(event -> all.addTo(event.content()));
        }
    }

    private static Relation relation(OperationCall call) {
        EventId replyTo = call.event(MatrixConstants.OVERRIDE_REPLY_TO);
        EventId root = call.event(MatrixConstants.OVERRIDE_THREAD_ROOT);
        if (root != null) {
            return new Relation.Thread(root, replyTo);
        }
        return replyTo == null ? null : new Relation.Reply(replyTo);
    }

    CompletableFuture<Outcome> edit(OperationCall call) {
        SendPlan plan = body.toPlan(call.exchange());
        mention(call, plan);
        return call.send(Edit.of(call.target(), plan)).thenApply(Outcome.Sent::new);
    }

    CompletableFuture<Outcome> redact(OperationCall call) {
        return call.send(
                        new SendPlan.Redaction(
                                call.targets(), call.text(MatrixConstants.OVERRIDE_REASON)))
                .thenApply(Outcome.Sent::new);
    }

    CompletableFuture<Outcome> typing(OperationCall call) {
        Duration lasts =
                Duration.ofMillis(
                        call.number(
                                MatrixConstants.OVERRIDE_TYPING_TIMEOUT,
                                TYPING,
                                "milliseconds",
                                0,
                                LONGEST_TYPING));
        return call.inRoom(
                        (account, room) ->
                                account.client()
                                        .events()
                                        .typing(account.who(), room, account.user(), lasts))
                .thenApply(told -> Outcome.DONE);
    }

    CompletableFuture<Outcome> receipt(OperationCall call) {
        EventId event = call.target();
        String named = call.text(MatrixConstants.OVERRIDE_RECEIPT_TYPE);
        String type = named == null ? "m.read" : named;
        if (!RECEIPTS.contains(type)) {
            throw new MatrixRejectedException(
                    "The header "
                            + MatrixConstants.OVERRIDE_RECEIPT_TYPE
                            + " is m.read, m.read.private or m.fully_read");
        }
        return call.inRoom(
                        (account, room) ->
                                account.client().events().read(account.who(), room, event, type))
                .thenApply(told -> Outcome.DONE);
    }
}
