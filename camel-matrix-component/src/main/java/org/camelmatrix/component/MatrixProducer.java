// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.io.InputStream;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.MessageHelper;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRecipientsException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.RecipientResult;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.internal.account.MatrixAccount;
import org.camelmatrix.internal.account.SentMessage;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.queue.SendOrigin;

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
    private final Operations operations;
    private final Arrivals arrivals;
    private final SendFigures figures;
    private volatile Recipient recipient;
    private volatile OperationCall.Setting setting;
    private volatile Set<MatrixOperation> allowed;
    private volatile Expression idempotentKey;
    private volatile Source source;

    /** The account, and the component's accounts that it is one of until the component stops. */
    private record Source(MatrixAccounts accounts, MatrixAccount account) {}

    MatrixProducer(MatrixEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.operations = new Operations(endpoint.getConfiguration());
        this.arrivals = endpoint.getComponent().arrivals();
        this.figures = endpoint.figures();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        recipient = endpoint.requireRecipient();
        SendOptions options = endpoint.sendOptions();
        setting =
                new OperationCall.Setting(
                        endpoint,
                        options.retryPolicy(),
                        options.sentMessages(),
                        options.keyedMessages());
        allowed = options.allowedOperations();
        idempotentKey = options.idempotentKey();
        account().start();
        if (endpoint.isRoomChecked()
                && (recipient instanceof Recipient.Room || recipient instanceof Recipient.Alias)) {
            account().check(recipient);
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        long began = System.nanoTime();
        SendOrigin origin = RouteStops.origin(exchange);
        MessageKey key = null;
        CompletableFuture<Outcome> sent;
        try {
            key =
                    idempotentKey == null
                            ? MessageKey.ofReceived(exchange)
                            : MessageKey.of(exchange, idempotentKey);
            sent = perform(exchange, key, origin);
        } catch (Throwable e) {
            sent = CompletableFuture.failedFuture(e);
        }
        if (exchange.isTransacted()) {
            waitFor(sent, origin);
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
    private static void waitFor(CompletableFuture<?> sent, SendOrigin origin) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            // told by the future itself
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            origin.abandon();
            sent.completeExceptionally(
                    new MatrixUnavailableException(
                            "The thread was interrupted while the message waited to be sent", e));
        }
    }

    private CompletableFuture<Outcome> perform(
            Exchange exchange, MessageKey key, SendOrigin origin) {
        SteeringHeaders.requirePresentNames(exchange.getMessage());
        MatrixOperation operation = operation(exchange);
        Object named = exchange.getMessage().getHeader(MatrixConstants.OVERRIDE_ROOM);
        if (named == null) {
            return perform(exchange, operation, recipient, key, origin);
        }
        Recipients recipients = Recipients.of(named);
        if (recipients.isOne()) {
            return perform(exchange, operation, recipients.one(), key, origin);
        }
        if (exchange.getMessage().getBody() instanceof InputStream) {
            exchange.getMessage().setBody(exchange.getMessage().getBody(StreamCache.class));
        }
        return recipients.each(
                each -> {
                    MessageHelper.resetStreamCache(exchange.getMessage());
                    return perform(exchange, operation, each, key, origin);
                });
    }

    private CompletableFuture<Outcome> perform(
            Exchange exchange,
            MatrixOperation operation,
            Recipient to,
            MessageKey key,
            SendOrigin origin) {
        return operations.perform(
                operation, new OperationCall(exchange, to, key, account(), setting, origin));
    }

    private MatrixOperation operation(Exchange exchange) {
        Object named = exchange.getMessage().getHeader(MatrixConstants.OVERRIDE_OPERATION);
        if (named == null) {
            return endpoint.getConfiguration().getOperation();
        }
        MatrixOperation operation;
        try {
            operation = MatrixOperation.of(String.valueOf(named));
        } catch (IllegalArgumentException e) {
            throw new MatrixRejectedException(
                    "The header "
                            + MatrixConstants.OVERRIDE_OPERATION
                            + " is not valid: "
                            + e.getMessage(),
                    e);
        }
        if (!allowed.contains(operation)) {
            throw new MatrixRejectedException(
                    "The header "
                            + MatrixConstants.OVERRIDE_OPERATION
                            + " asks for "
                            + operation.word()
                            + ", which the endpoint does not allow: name it in the option"
                            + " allowedOperations");
        }
        return operation;
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

    private void complete(Exchange exchange, MessageKey key, Outcome outcome, Throwable failure) {
        if (failure != null) {
            Throwable reason = MatrixFailure.cause(failure);
            exchange.setException(
                    reason instanceof MatrixException known ? named(exchange, known) : reason);
            return;
        }
        Message message = exchange.getMessage();
        if (outcome instanceof Outcome.Several several) {
            message.setHeader(MatrixConstants.RESULTS, several.results());
            if (several.results().stream().anyMatch(RecipientResult::isFailed)) {
                exchange.setException(new MatrixRecipientsException(several.results()));
                return;
            }
        }
        SteeringHeaders.remove(message);
        if (outcome.sent() != null) {
            arrivals.completed(exchange, outcome.sent().room(), key);
            tell(message, outcome.sent());
        }
        if (outcome instanceof Outcome.Updated updated) {
            message.setHeader(MatrixConstants.UPDATED_EVENT, updated.message().updated().value());
        } else if (outcome instanceof Outcome.Body answer) {
            message.setBody(answer.body());
            message.getHeaders().putAll(answer.headers());
        } else if (outcome instanceof Outcome.Headers told) {
            message.getHeaders().putAll(told.headers());
        } else if (outcome instanceof Outcome.Several several) {
            several.outcomes().stream()
                    .filter(each -> each.sent() != null)
                    .forEach(each -> arrivals.completed(exchange, each.sent().room(), key));
        }
    }

    /** The same failure, with the recipient as the route or the message names it. */
    private MatrixException named(Exchange exchange, MatrixException reason) {
        Object header = exchange.getMessage().getHeader(MatrixConstants.OVERRIDE_ROOM);
        Source known = source;
        if (known == null) {
            return reason;
        }
        if (header == null) {
            return known.account().named(reason, recipient);
        }
        try {
            Recipients recipients = Recipients.of(header);
            return recipients.isOne() ? known.account().named(reason, recipients.one()) : reason;
        } catch (RuntimeException e) {
            return reason;
        }
    }

    private static void tell(Message message, SentMessage sent) {
        String event = sent.events().get(0).value();
        message.removeHeader(MatrixConstants.UPDATED_EVENT);
        message.removeHeader(MatrixConstants.EDIT_EVENT_ID);
        message.setHeader(MatrixConstants.ROOM_ID, sent.room().value());
        message.setHeader(MatrixConstants.EVENT_ID, event);
        if (sent.edit() != null) {
            message.setHeader(MatrixConstants.EDIT_EVENT_ID, sent.edit().value());
        }
        boolean isEditOfAPart =
                sent.edit() != null
                        && message.getHeader(MatrixConstants.SPLIT_EVENT_IDS)
                                instanceof Collection<?> parts
                        && parts.contains(event);
        if (!isEditOfAPart) {
            message.removeHeader(MatrixConstants.SPLIT_EVENT_IDS);
        }
        if (sent.events().size() > 1) {
            message.setHeader(
                    MatrixConstants.SPLIT_EVENT_IDS,
                    sent.events().stream().map(EventId::value).toList());
        }
    }
}
