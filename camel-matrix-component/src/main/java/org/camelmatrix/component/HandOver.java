// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.camel.Channel;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.ErrorHandlerRedeliveryCustomizer;
import org.apache.camel.support.DefaultConsumer;
import org.camelmatrix.component.internal.body.MediaBody;
import org.camelmatrix.component.internal.body.Reason;
import org.camelmatrix.event.EventDetails;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Original;
import org.camelmatrix.event.PlainContent;
import org.camelmatrix.event.Relation;
import org.camelmatrix.internal.account.MatrixAccount;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events over to a route, each in an exchange of its own, and tells how they ended. A failure
 * before the route, such as of reading the event, goes to the route's error handler and to {@code
 * onFailure} as a failure of the route does.
 *
 * <p>Immutable; any thread may call.
 */
final class HandOver {

    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);
    private static final Duration TYPING = Duration.ofMinutes(1);
    private static final String NOTICE = "m.notice";

    private final DefaultConsumer consumer;
    private final String route;
    private final MatrixAccount account;
    private final ReceivedContent content;
    private final RoomReply reply;
    private final ReceiveFailures failures;
    private final boolean sendsTyping;
    private final boolean sendsReceipts;
    private final String failureNotice;

    /**
     * @param consumer makes the exchanges and has the route's processor
     * @param route the route's id
     * @param account received the events
     * @param content puts an event into a message
     * @param reply answers in the room
     * @param failures decides what becomes of an event that failed
     * @param options tell whether typing and receipts are sent
     */
    HandOver(
            DefaultConsumer consumer,
            String route,
            MatrixAccount account,
            ReceivedContent content,
            RoomReply reply,
            ReceiveFailures failures,
            MatrixConfiguration options) {
        this.consumer = consumer;
        this.route = route;
        this.account = account;
        this.content = content;
        this.reply = reply;
        this.failures = failures;
        this.sendsTyping = options.isSendTyping();
        this.sendsReceipts = options.isSendReceipts();
        this.failureNotice = options.getFailureNotice();
    }

    /**
     * Begins an exchange with an event.
     *
     * @param attempt how many attempts at the event failed before
     * @param done is called once: with null when the event is processed, or with the failure
     *     because of which it is handed over again
     */
    void begin(MatrixEvent event, int attempt, Consumer<Throwable> done) {
        new EventExchange(event, attempt, done).begin();
    }

    /** Without an error handler the first step would run with an exchange that has failed. */
    @SuppressWarnings("unchecked")
    private static boolean hasErrorHandler(Navigate<Processor> route) {
        List<Processor> next = route.hasNext() ? route.next() : List.of();
        if (next.isEmpty()) {
            return false;
        }
        Processor first = next.get(0);
        if (first instanceof Channel channel) {
            return channel.getErrorHandler() instanceof ErrorHandlerRedeliveryCustomizer;
        }
        return first instanceof Navigate<?> && hasErrorHandler((Navigate<Processor>) first);
    }

    /** One attempt at an event, from its exchange's beginning to its end. */
    private final class EventExchange {

        private final Exchange exchange = consumer.createExchange(false);
        private final MatrixMessage message;
        private final MatrixEvent event;
        private final int attempt;
        private final Consumer<Throwable> done;
        private Object received;
        private boolean isNotice;
        private RoomReply.Answered answered;
        private CompletableFuture<Void> typing;

        EventExchange(MatrixEvent event, int attempt, Consumer<Throwable> done) {
            this.message = new MatrixMessage(consumer.getEndpoint().getCamelContext(), event);
            this.event = event;
            this.attempt = attempt;
            this.done = done;
            if (event.id() != null) {
                message.setMessageId(event.id().value());
            }
            exchange.setIn(message);
            exchange.setProperty(MatrixConstants.RECEIVED_EVENT, event);
        }

        void begin() {
            PlainContent plain = event.plain();
            if (plain != null) {
                isNotice = NOTICE.equals(plain.msgtype());
                route(null, () -> content.fill(message, event, plain));
                return;
            }
            EventDetails details;
            try {
                details = event.details();
            } catch (RuntimeException | Error e) {
                failBeforeTheRoute(e);
                return;
            }
            isNotice = NOTICE.equals(details.texts().msgtype());
            if (details.relation() instanceof Relation.Replacement edit) {
                account.receiving()
                        .original(event.room(), edit.target())
                        .whenComplete((original, failure) -> beginEdit(details, original, failure));
            } else {
                route(details, () -> content.fill(message, event, details, null));
            }
        }

        /** Ignores an edit that is not by the message's author. */
        private void beginEdit(
                EventDetails details, Optional<Original> original, Throwable failure) {
            if (failure != null) {
                LOG.warn(
                        "The edit {} in the room {} is handed over again later, because its"
                                + " original cannot be read now: {}",
                        event.id(),
                        event.room(),
                        Reason.of(failure));
                drop(failure);
            } else if (original.filter(each -> each.isReplacedBy(event)).isEmpty()) {
                LOG.debug(
                        "{} by {} is not a valid edit and is ignored", event.id(), event.sender());
                drop(null);
            } else {
                answered = RoomReply.Answered.edit(event, original.get());
                route(details, () -> content.fill(message, event, details, original.get()));
            }
        }

        private void drop(Throwable failure) {
            consumer.releaseExchange(exchange, false);
            done.accept(failure);
        }

        private void route(EventDetails details, Runnable fill) {
            try {
                fill.run();
                if (details != null && details.relation() instanceof Relation.Thread thread) {
                    account.receivedInThread(event, thread.target());
                }
                if (message.getBody() instanceof MediaBody file) {
                    file.closeWith(exchange);
                }
                if (answered == null) {
                    answered = RoomReply.Answered.event(event, details);
                }
                if (sendsTyping) {
                    typing = account.receiving().typing(event.room(), TYPING);
                }
            } catch (RuntimeException | Error e) {
                failBeforeTheRoute(e);
                return;
            }
            process();
        }

        private void process() {
            received = message.getBody();
            if (attempt > 0) {
                message.setHeader(MatrixConstants.ATTEMPT, attempt);
            }
            consumer.getAsyncProcessor().process(exchange, doneSync -> routed());
        }

        /**
         * Lets the route's error handler see a failure, as Camel's bridgeErrorHandler does: with an
         * exchange that has failed already, and without redeliveries, which only the route's steps
         * could do.
         */
        private void failBeforeTheRoute(Throwable failure) {
            content.fillOrigin(message, event);
            answered = RoomReply.Answered.event(event, null);
            exchange.setException(failure);
            exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, failure);
            exchange.setProperty(ExchangePropertyKey.ERRORHANDLER_BRIDGE, true);
            exchange.getExchangeExtension().setRedeliveryExhausted(true);
            Route route = consumer.getRoute();
            if (route != null && hasErrorHandler(route.navigate())) {
                process();
            } else {
                end(failure);
            }
        }

        private void routed() {
            CompletableFuture<?> answer = CompletableFuture.completedFuture(null);
            try {
                if (failure(null) == null && exchange.getPattern().isOutCapable()) {
                    answer = reply.send(account, exchange, answered, received);
                }
            } catch (RuntimeException | Error e) {
                answer = CompletableFuture.failedFuture(e);
            }
            answer.whenComplete((sent, failure) -> end(failure(failure)));
        }

        private Throwable failure(Throwable answer) {
            if (exchange.getException() != null) {
                return exchange.getException();
            }
            if (exchange.isRollbackOnly()) {
                return new IllegalStateException("the route was rolled back");
            }
            return MatrixFailure.cause(answer);
        }

        /**
         * Tells the room of the first failure only; that fails without further notice. It never
         * answers a notice, so that two bots cannot go on to answer each other's.
         */
        private void tellRoom() {
            boolean tells =
                    failureNotice != null
                            && attempt == 0
                            && !isNotice
                            && event.id() != null
                            && answered != null;
            if (!tells) {
                return;
            }
            try {
                reply.failed(account, answered, failureNotice, exchange)
                        .exceptionally(
                                thrown -> {
                                    LOG.warn(
                                            "The room {} could not be told of the failure of {}:"
                                                    + " {}",
                                            event.room(),
                                            event.id(),
                                            Reason.of(thrown));
                                    return null;
                                });
            } catch (RuntimeException e) {
                LOG.warn(
                        "The room {} could not be told of the failure of {}: {}",
                        event.room(),
                        event.id(),
                        Reason.of(e));
            }
        }

        private void end(Throwable failure) {
            if (failure != null) {
                tellRoom();
            }
            boolean comesAgain = failure != null && comesAgain(failure);
            try {
                done.accept(comesAgain ? failure : null);
                if (typing != null) {
                    typing.thenRun(() -> account.receiving().typing(event.room(), Duration.ZERO));
                }
                if (failure == null && sendsReceipts && event.id() != null) {
                    account.receiving().read(event.room(), event.id());
                }
            } finally {
                consumer.releaseExchange(exchange, false);
            }
        }

        private boolean comesAgain(Throwable failure) {
            try {
                return failures.comesAgain(route, exchange, event, received, failure);
            } catch (RuntimeException | Error e) {
                LOG.warn("The failure of the event {} could not be told", event.id(), e);
                return true;
            }
        }
    }
}
