// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.camelmatrix.component.internal.body.BodyType;
import org.camelmatrix.component.internal.body.MediaBody;
import org.camelmatrix.event.EventDetails;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.MessageType;
import org.camelmatrix.event.Original;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.Relation;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.account.MatrixAccount;
import org.camelmatrix.internal.account.SendOrder;
import org.camelmatrix.internal.account.SentMessages;
import org.camelmatrix.internal.account.UpgradePolicy;
import org.camelmatrix.internal.message.Arrival;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.camelmatrix.internal.queue.RetryPolicy;
import org.camelmatrix.internal.queue.SendOrigin;

/**
 * Sends the result of a route back to the room that its event came from, as a notice, so that other
 * bots do not answer it. The transaction id follows from the event: however often the event comes,
 * it has one answer.
 *
 * <p>Any thread may call.
 */
final class RoomReply {

    private final MessageBody body;
    private final ReplyForm form;
    private final SentMessages sent;
    private final RetryPolicy retryPolicy;
    private final SendFigures figures;
    private final UpgradePolicy upgrades;
    private final String name;

    RoomReply(MatrixEndpoint endpoint, String name) {
        MatrixConfiguration options = endpoint.getConfiguration().copy();
        options.setMessageType(MessageType.NOTICE);
        this.body = new MessageBody(options);
        this.form = options.getReplyAs();
        this.sent = endpoint.sendOptions().sentMessages();
        this.retryPolicy = endpoint.sendOptions().retryPolicy();
        this.figures = endpoint.figures();
        this.upgrades = options.isFollowUpgrades() ? UpgradePolicy.FOLLOW : UpgradePolicy.STAY;
        this.name = name;
    }

    /**
     * Sends the result, if there is one.
     *
     * @param exchange the exchange after its route
     * @param answered what it answers
     * @param received the body that it began with
     * @return done when the homeserver has it
     */
    CompletableFuture<?> send(
            MatrixAccount account, Exchange exchange, Answered answered, Object received) {
        Object result = exchange.getMessage().getBody();
        if (result == null || Objects.equals(result, received)) {
            return CompletableFuture.completedFuture(null);
        }
        // The type and the name in the headers are those of a received file, not of the answer.
        SendPlan plan =
                result instanceof String words && received instanceof MediaBody
                        ? body.toPlan(words, BodyType.NONE)
                        : body.toPlan(exchange);
        return send(account, answered, plan, "answer to ", RouteStops.origin(exchange));
    }

    /**
     * Tells the room that an event could not be processed; once, however often it is tried.
     *
     * @param text what to tell
     * @param exchange the exchange that failed
     */
    CompletableFuture<?> failed(
            MatrixAccount account, Answered answered, String text, Exchange exchange) {
        SendPlan plan = body.toPlan(text, BodyType.NONE);
        return send(account, answered, plan, "failure of ", RouteStops.origin(exchange));
    }

    private CompletableFuture<?> send(
            MatrixAccount account,
            Answered answered,
            SendPlan plan,
            String what,
            SendOrigin origin) {
        plan.events().forEach(part -> relate(part, answered));
        if (answered.message() != null && answered.relation() == null) {
            account.isMessage(answered.room(), answered.message());
        }
        byte[] digest = plan.digest();
        Object cause = answered.cause() == null ? UUID.randomUUID() : answered.cause();
        Arrival arrival = new Arrival.Lasting(what + cause, name, "", 0, false);
        return account.send(
                new SendOrder(
                        new Recipient.Room(answered.room(), List.of()),
                        upgrades,
                        plan,
                        (sender, room, part) ->
                                arrival.transactionId(sender, room, plan, digest, part),
                        answered.cause() == null ? null : sent,
                        retryPolicy,
                        figures,
                        origin));
    }

    /** Client-Server API, "Forming relationships between events". */
    private void relate(OutgoingEvent part, Answered answered) {
        EventId message = answered.message();
        if (form == ReplyForm.MESSAGE
                || message == null
                || part.content().has(Relation.RELATES_TO)) {
            return;
        }
        if (answered.relation() instanceof Relation.Thread thread) {
            new Relation.Thread(thread.target(), message).addTo(part.content());
        } else if (answered.relation() instanceof Relation.Annotation) {
            part.relate(
                    form == ReplyForm.THREAD
                            ? new Relation.Thread(message, null)
                            : new Relation.Reply(message));
        } else if (form == ReplyForm.THREAD) {
            part.relate(new Relation.Thread(message, null));
        } else {
            new Relation.Reply(message).addTo(part.content());
        }
    }

    /**
     * What the result of a route answers.
     *
     * @param room the room
     * @param cause the event that began the exchange; null for an invitation, which has no id
     * @param message the message that the answer replies to: the event, or what it is an edit of
     * @param relation how that message belongs to another event, or null
     */
    record Answered(RoomId room, EventId cause, EventId message, Relation relation) {

        static Answered event(MatrixEvent event, EventDetails details) {
            Relation relation = details == null ? null : details.relation();
            return new Answered(event.room(), event.id(), event.id(), relation);
        }

        static Answered edit(MatrixEvent event, Original original) {
            return new Answered(event.room(), event.id(), original.id(), original.relation());
        }
    }
}
