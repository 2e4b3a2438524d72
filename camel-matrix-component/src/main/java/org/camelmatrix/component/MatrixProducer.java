package org.camelmatrix.component;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.support.DefaultAsyncProducer;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.account.MatrixAccount;
import org.camelmatrix.account.SentEvent;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.TransactionId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.message.Arrival;

/**
 * Takes an exchange to a room: its recipient, its message, its transaction id, and the event id
 * back.
 *
 * <p>Camel's threads call {@link #process}, any number at a time. A send that need not wait runs on
 * the caller's thread and is done when {@code process} returns; any other goes on with a thread of
 * the account's executor. Either way the callback is called once, after the exchange is complete.
 */
final class MatrixProducer extends DefaultAsyncProducer {

    private final MatrixEndpoint endpoint;
    private final MessageBody body;
    private final CompletedSends completedSends;
    private Recipient recipient;
    private MatrixAccount account;

    MatrixProducer(MatrixEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.body = new MessageBody(endpoint.getConfiguration());
        this.completedSends = endpoint.getComponent().completedSends();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        recipient = endpoint.requireRecipient();
        if (recipient instanceof Recipient.User) {
            throw new MatrixConfigurationException(
                    recipient
                            + " is a user, and direct messages are not possible yet: give a room"
                            + " id (!…) or an alias (#name:server)");
        }
        account = endpoint.account();
        account.start();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<SentEvent> sent;
        try {
            sent = send(exchange);
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        if (sent.isDone()) {
            sent.whenComplete((event, failure) -> complete(exchange, event, failure));
            callback.done(true);
            return true;
        }
        sent.whenComplete(
                (event, failure) -> {
                    complete(exchange, event, failure);
                    callback.done(false);
                });
        return false;
    }

    private CompletableFuture<SentEvent> send(Exchange exchange) {
        Recipient to = recipient(exchange);
        OutgoingEvent event = body.toEvent(exchange);
        return account.send(
                to, event, (sender, room) -> transactionId(exchange, sender, room, event.type()));
    }

    private Recipient recipient(Exchange exchange) {
        Object override = exchange.getMessage().getHeader(MatrixConstants.OVERRIDE_ROOM);
        Recipient to = override == null ? recipient : parse(String.valueOf(override));
        if (to instanceof Recipient.Any) {
            throw new MatrixRejectedException(
                    "The message names no room: set the header "
                            + MatrixConstants.OVERRIDE_ROOM
                            + ", or give the endpoint a room instead of *");
        }
        return to;
    }

    private static Recipient parse(String override) {
        try {
            return Recipient.parse(override);
        } catch (IllegalArgumentException e) {
            throw new MatrixRejectedException(
                    "The header "
                            + MatrixConstants.OVERRIDE_ROOM
                            + " is not valid: "
                            + e.getMessage(),
                    e);
        }
    }

    private TransactionId transactionId(
            Exchange exchange, UserId sender, RoomId room, String eventType) {
        return new Arrival(
                        exchange.getExchangeId(),
                        branch(exchange),
                        completedSends.to(room, exchange))
                .transactionId(sender, room, eventType);
    }

    private static String branch(Exchange exchange) {
        Object split = exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX);
        Object multicast = exchange.getProperty(ExchangePropertyKey.MULTICAST_INDEX);
        Object loop = exchange.getProperty(ExchangePropertyKey.LOOP_INDEX);
        return split == null && multicast == null && loop == null
                ? ""
                : split + "/" + multicast + "/" + loop;
    }

    private void complete(Exchange exchange, SentEvent sent, Throwable failure) {
        if (failure != null) {
            exchange.setException(
                    failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure);
            return;
        }
        completedSends.add(sent.room(), exchange);
        exchange.getMessage().removeHeader(MatrixConstants.OVERRIDE_ROOM);
        exchange.getMessage().setHeader(MatrixConstants.ROOM_ID, sent.room().value());
        exchange.getMessage().setHeader(MatrixConstants.EVENT_ID, sent.event().value());
    }
}
