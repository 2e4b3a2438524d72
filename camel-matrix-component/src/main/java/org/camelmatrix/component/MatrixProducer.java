package org.camelmatrix.component;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.DefaultAsyncProducer;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.account.MatrixAccount;
import org.camelmatrix.account.SendOrder;
import org.camelmatrix.account.SentMessage;
import org.camelmatrix.account.SentMessages;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.SendPlan;
import org.camelmatrix.queue.Patience;

/**
 * Takes an exchange to a room: its recipient, its message, its transaction id, and the event id
 * back.
 *
 * <p>Camel's threads call {@link #process}, any number at a time. A send that need not wait runs on
 * the caller's thread and is done when {@code process} returns; any other goes on with a thread of
 * the component's pool, unless the exchange is in a transaction, for which the caller waits. Either
 * way the callback is called once, after the exchange is complete, whatever fails.
 */
final class MatrixProducer extends DefaultAsyncProducer {

    private final MatrixEndpoint endpoint;
    private final MessageBody body;
    private final Arrivals arrivals;
    private final SendFigures figures;
    private final RouteStops routeStops;
    private volatile Recipient recipient;
    private volatile Patience patience;
    private volatile SentMessages sentMessages;
    private volatile Expression idempotentKey;
    private volatile Source source;

    /** The account, and the component's accounts that it is one of until the component stops. */
    private record Source(MatrixAccounts accounts, MatrixAccount account) {}

    MatrixProducer(MatrixEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.body = new MessageBody(endpoint.getConfiguration());
        this.arrivals = endpoint.getComponent().arrivals();
        this.figures = endpoint.figures();
        this.routeStops = endpoint.getComponent().routeStops();
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
        patience = endpoint.patience();
        sentMessages = endpoint.sentMessages();
        idempotentKey = endpoint.idempotentKey();
        account().start();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        long began = System.nanoTime();
        MessageKey key = null;
        CompletableFuture<SentMessage> sent;
        try {
            key =
                    idempotentKey == null
                            ? MessageKey.ofReceived(exchange)
                            : MessageKey.of(exchange, idempotentKey);
            sent = send(exchange, key);
        } catch (Throwable e) {
            sent = CompletableFuture.failedFuture(e);
        }
        if (exchange.isTransacted()) {
            waitFor(sent);
        }
        boolean done = sent.isDone();
        MessageKey known = key;
        sent.whenComplete(
                (message, failure) -> {
                    try {
                        complete(exchange, known, message, failure);
                        figures.done(failure, System.nanoTime() - began);
                    } catch (Throwable e) {
                        exchange.setException(e);
                    } finally {
                        callback.done(done);
                    }
                });
        return done;
    }

    /** A transaction belongs to the thread that began it, which has to go on with the route. */
    private static void waitFor(CompletableFuture<?> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            // told by the future itself
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sent.completeExceptionally(
                    new MatrixUnavailableException(
                            "The thread was interrupted while the message waited to be sent", e));
        }
    }

    private CompletableFuture<SentMessage> send(Exchange exchange, MessageKey key) {
        Recipient to = recipient(exchange);
        SendPlan plan = body.toPlan(exchange);
        byte[] digest = plan.digest();
        return account()
                .send(
                        new SendOrder(
                                to,
                                plan,
                                (sender, room, part) ->
                                        arrivals.of(exchange, room, key, digest)
                                                .transactionId(sender, room, plan, digest, part),
                                sentMessages,
                                patience,
                                figures,
                                route -> routeStops.waitsFor(route, exchange)));
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

    private void complete(Exchange exchange, MessageKey key, SentMessage sent, Throwable failure) {
        if (failure != null) {
            exchange.setException(
                    failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure);
            return;
        }
        arrivals.completed(exchange, sent.room(), key);
        exchange.getMessage().removeHeader(MatrixConstants.OVERRIDE_ROOM);
        exchange.getMessage().removeHeader(MatrixConstants.EVENT_IDS);
        exchange.getMessage().setHeader(MatrixConstants.ROOM_ID, sent.room().value());
        exchange.getMessage().setHeader(MatrixConstants.EVENT_ID, sent.events().get(0).value());
        if (sent.events().size() > 1) {
            exchange.getMessage()
                    .setHeader(
                            MatrixConstants.EVENT_IDS,
                            sent.events().stream().map(EventId::value).toList());
        }
    }
}
