package org.camelmatrix.component;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.camelmatrix.account.MatrixAccount;
import org.camelmatrix.account.SendOrder;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.MessageType;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.Relation;
import org.camelmatrix.event.SendPlan;
import org.camelmatrix.message.Arrival;
import org.camelmatrix.queue.Patience;

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
    private final Patience patience;
    private final SendFigures figures;
    private final String name;

    RoomReply(MatrixEndpoint endpoint, String name) {
        MatrixConfiguration options = endpoint.getConfiguration().copy();
        options.setMsgtype(MessageType.NOTICE);
        this.body = new MessageBody(options);
        this.form = options.getReplyAs();
        this.patience = endpoint.patience();
        this.figures = endpoint.figures();
        this.name = name;
    }

    /**
     * Sends the result, if there is one.
     *
     * @param exchange the exchange after its route
     * @param event what it began with
     * @param received the body that it began with
     * @return done when the homeserver has it
     */
    CompletableFuture<?> send(
            MatrixAccount account, Exchange exchange, MatrixEvent event, Object received) {
        Object result = exchange.getMessage().getBody();
        if (result == null || Objects.equals(result, received)) {
            return CompletableFuture.completedFuture(null);
        }
        SendPlan plan = body.toPlan(exchange);
        parts(plan).forEach(part -> relate(part.content(), event));
        byte[] digest = plan.digest();
        Object cause = event.id() == null ? UUID.randomUUID() : event.id();
        Arrival arrival = new Arrival.Lasting("answer to " + cause, name, "", 0, false);
        return account.send(
                new SendOrder(
                        new Recipient.Room(event.room(), List.of()),
                        plan,
                        (sender, room, part) ->
                                arrival.transactionId(sender, room, plan, digest, part),
                        null,
                        patience,
                        figures,
                        route -> route.equals(exchange.getFromRouteId())));
    }

    private static List<OutgoingEvent> parts(SendPlan plan) {
        return plan instanceof SendPlan.FileThenEvent file
                ? List.of(file.eventWithoutUrl())
                : ((SendPlan.Events) plan).parts();
    }

    /** Client-Server API, "Forming relationships between events". */
    private void relate(ObjectNode content, MatrixEvent event) {
        boolean isInvitation = event.id() == null;
        if (form == ReplyForm.MESSAGE || isInvitation || content.has("m.relates_to")) {
            return;
        }
        Relation relation = event.relation();
        EventId answered =
                relation instanceof Relation.Replacement edit ? edit.target() : event.id();
        ObjectNode relates = content.putObject("m.relates_to");
        if (relation instanceof Relation.Thread thread) {
            relates.put("rel_type", "m.thread");
            relates.put("event_id", thread.target().value());
            relates.put("is_falling_back", false);
        } else if (form == ReplyForm.THREAD) {
            relates.put("rel_type", "m.thread");
            relates.put("event_id", answered.value());
            relates.put("is_falling_back", true);
        }
        relates.putObject("m.in_reply_to").put("event_id", answered.value());
    }
}
