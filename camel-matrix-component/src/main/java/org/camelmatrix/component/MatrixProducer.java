package org.camelmatrix.component;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.account.MatrixAccount;
import org.camelmatrix.account.SentEvent;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.Recipient;

/**
 * Takes an exchange to a room: its recipient, its message, its transaction id, and the event id
 * back.
 *
 * <p>Camel's threads call {@link #process}, any number at a time. A send that need not wait runs on
 * the caller's thread and is done when {@code process} returns; any other goes on with a thread of
 * the component's executor. Either way the callback is called once, after the exchange is complete,
 * whatever fails.
 */
final class MatrixProducer extends DefaultAsyncProducer {

    private final MatrixEndpoint endpoint;
    private final MessageBody body;
    private final Arrivals arrivals;
    private volatile Recipient recipient;
    private volatile Source source;

    /** The account, and the component's accounts that it is one of until the component stops. */
    private record Source(MatrixAccounts accounts, MatrixAccount account) {}

    MatrixProducer(MatrixEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.body = new MessageBody(endpoint.getConfiguration());
        this.arrivals = endpoint.getComponent().arrivals();
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
        account().start();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<SentEvent> sent;
        try {
            sent = send(exchange);
        } catch (Throwable e) {
            sent = CompletableFuture.failedFuture(e);
        }
        boolean done = sent.isDone();
        sent.whenComplete(
                (event, failure) -> {
                    try {
                        complete(exchange, event, failure);
                    } catch (Throwable e) {
                        exchange.setException(e);
                    } finally {
                        callback.done(done);
                    }
                });
        return done;
    }

    private CompletableFuture<SentEvent> send(Exchange exchange) {
        Recipient to = recipient(exchange);
        OutgoingEvent event = body.toEvent(exchange);
        return account()
                .send(
                        to,
                        event,
                        (sender, room) ->
                                arrivals.of(exchange, room).transactionId(sender, room, event));
    }

    private MatrixAccount account() {
        MatrixAccounts accounts = endpoint.getComponent().accounts();
        Source known = source;
        if (known == null || known.accounts() != accounts) {
            known = new Source(accounts, endpoint.account());
            source = known;
        }
        return known.account();
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

    private void complete(Exchange exchange, SentEvent sent, Throwable failure) {
        if (failure != null) {
            exchange.setException(
                    failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure);
            return;
        }
        arrivals.completed(exchange, sent.room());
        exchange.getMessage().removeHeader(MatrixConstants.OVERRIDE_ROOM);
        exchange.getMessage().setHeader(MatrixConstants.ROOM_ID, sent.room().value());
        exchange.getMessage().setHeader(MatrixConstants.EVENT_ID, sent.event().value());
    }
}
