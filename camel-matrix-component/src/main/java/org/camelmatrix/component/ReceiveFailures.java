// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultConsumer;
import org.camelmatrix.MatrixException;
import org.camelmatrix.component.internal.body.MediaBody;
import org.camelmatrix.component.internal.body.Reason;
import org.camelmatrix.event.MatrixEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What a consumer does about failures: which events are handed over again, and how failures are
 * reported.
 *
 * <p>Any thread may call.
 */
final class ReceiveFailures {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiveFailures.class);

    private final DefaultConsumer consumer;
    private final FailurePolicy policy;
    private final ReceiveFigures figures;
    private final ExceptionHandler loggingHandler;

    /**
     * @param consumer with the handler that Camel gives to all; the route's own comes later
     * @param policy what happens to events that fail
     * @param figures counts those that are skipped
     */
    ReceiveFailures(DefaultConsumer consumer, FailurePolicy policy, ReceiveFigures figures) {
        this.consumer = consumer;
        this.policy = policy;
        this.figures = figures;
        this.loggingHandler = consumer.getExceptionHandler();
    }

    /**
     * Tells that an event has failed.
     *
     * @param route the route's id
     * @param body what the exchange began with
     * @return whether the event is handed over again
     */
    boolean comesAgain(
            String route, Exchange exchange, MatrixEvent event, Object body, Throwable failure) {
        if (policy == FailurePolicy.RETRY && !isGone(body, failure)) {
            LOG.atLevel(isLogged(exchange, failure) ? Level.DEBUG : Level.WARN)
                    .log(
                            "The event {} of the room {} failed in route {} and is handed over"
                                    + " again; its room waits for that (option onFailure): {}",
                            event.id(),
                            event.room(),
                            route,
                            Reason.of(failure));
            return true;
        }
        figures.skipped();
        String what =
                "The event %s of the room %s failed in route %s and is skipped"
                        .formatted(event.id(), event.room(), route);
        if (hasOwnHandler()) {
            tell(what, exchange, failure);
        } else {
            LOG.warn("{}: {}", what, Reason.of(failure));
        }
        return false;
    }

    /**
     * Whether the route's error handler has logged the failure. It names the event by the id of the
     * message.
     */
    private static boolean isLogged(Exchange exchange, Throwable failure) {
        return exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT) == failure
                && exchange.getProperty(ExchangePropertyKey.ERRORHANDLER_BRIDGE) == null;
    }

    /** A file that the homeserver does not have is not there the next time either. */
    private static boolean isGone(Object body, Throwable failure) {
        return body instanceof MediaBody file && file.isRefusedBy(failure);
    }

    /** Tells the route's own handler, if it has one, of an attempt that failed. */
    void attemptFailed(String what, MatrixException reason) {
        if (hasOwnHandler()) {
            tell(what, null, reason);
        }
    }

    /** Whatever the route's handler does, receiving goes on. */
    private void tell(String what, Exchange exchange, Throwable failure) {
        try {
            consumer.getExceptionHandler().handleException(what, exchange, failure);
        } catch (RuntimeException e) {
            LOG.warn("The exceptionHandler of a route failed itself: {}", Reason.of(e));
        }
    }

    /** Camel's handler would log each failure, with its trace. */
    private boolean hasOwnHandler() {
        return consumer.getExceptionHandler() != loggingHandler;
    }
}
