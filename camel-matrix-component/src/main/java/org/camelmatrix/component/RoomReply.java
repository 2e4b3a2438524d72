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
        SendPlan plan =
                result instanceof String words && isFile(event)
                        ? body.toPlan(words, BodyType.NONE)
                        : body.toPlan(exchange);
        plan.events().forEach(part -> relate(part.content(), event));
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

    /** The type and the name in the headers are those of the file then, and not of the answer. */
    private static boolean isFile(MatrixEvent event) {
        return event.content().has("url");
    }

    /** Client-Server API, "Forming relationships between events". */
    private void relate(ObjectNode content, MatrixEvent event) {
        boolean isInvitation = event.id() == null;
        if (form == ReplyForm.MESSAGE || isInvitation || content.has(Relation.RELATES_TO)) {
            return;
        }
        Relation relation = event.relation();
        EventId answered =
                relation instanceof Relation.Replacement edit ? edit.target() : event.id();
        Relation answer;
        if (relation instanceof Relation.Thread thread) {
            answer = new Relation.Thread(thread.target(), answered);
        } else if (form == ReplyForm.THREAD) {
            answer = new Relation.Thread(answered, null);
        } else {
            answer = new Relation.Reply(answered);
        }
        answer.addTo(content);
    }
}
