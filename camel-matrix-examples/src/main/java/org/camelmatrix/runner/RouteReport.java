// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailureHandledEvent;
import org.apache.camel.spi.CamelEvent.ExchangeRedeliveryEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.spi.CamelEvent.RouteStartedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.util.StringHelper;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.component.MatrixEndpoint;
import org.camelmatrix.runner.names.OptionNames;
import org.camelmatrix.test.RoomEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Says in a line each which routes start, what they send, and what fails and why. */
final class RouteReport extends EventNotifierSupport {

    private static final Logger LOG = LoggerFactory.getLogger(RouteReport.class);

    /** The route of the example file: to put a file aside is all that its handler does. */
    private static final String INBOX_ROUTE = "file-to-room";

    private final Servers servers;
    private final OptionNames names;
    private final boolean verbose;
    private volatile boolean failed;
    private final RoomNames rooms = new RoomNames();
    private final LastFailures lastFailures = new LastFailures();

    /**
     * @param names what sentences call the component's options
     */
    RouteReport(Servers servers, OptionNames names, boolean verbose) {
        this.servers = servers;
        this.names = names;
        this.verbose = verbose;
        setIgnoreCamelContextEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreStepEvents(true);
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof RouteStartedEvent started) {
            LOG.info(
                    "Route {} started, from {}",
                    started.getRoute().getRouteId(),
                    source(started.getRoute().getEndpoint()));
        } else if (event instanceof ExchangeSendingEvent sending) {
            if (sending.getEndpoint() instanceof MatrixEndpoint endpoint) {
                rooms.sending(sending.getExchange(), endpoint);
            }
        } else if (event instanceof ExchangeSentEvent sent) {
            if (sent.getEndpoint() instanceof MatrixEndpoint endpoint) {
                sent(sent.getExchange(), endpoint);
            }
        } else if (event instanceof ExchangeRedeliveryEvent again) {
            LOG.warn(
                    "{} waits: {}; attempt {} follows",
                    subject(again.getExchange()),
                    names.apply(Sentence.of(failure(again.getExchange()))),
                    again.getAttempt() + 1);
        } else if (event instanceof ExchangeFailureHandledEvent handled) {
            handled(handled.getExchange());
        } else if (event instanceof ExchangeFailedEvent failed) {
            failed(failed.getExchange());
        }
    }

    private void sent(Exchange exchange, MatrixEndpoint endpoint) {
        String roomId = exchange.getMessage().getHeader(MatrixConstants.ROOM_ID, String.class);
        String eventId = exchange.getMessage().getHeader(MatrixConstants.EVENT_ID, String.class);
        if (exchange.getException() != null || roomId == null || eventId == null) {
            return;
        }
        LOG.info("Sent {} to {} as {}", subject(exchange), rooms.name(exchange, roomId), eventId);
        servers.standInMessage(endpoint, roomId, eventId)
                .ifPresent(message -> LOG.info("The room got:{}", lines(message)));
    }

    private static String lines(RoomEvent message) {
        return line("sender", message.sender())
                + message.msgtype().map(type -> line("msgtype", type)).orElse("")
                + message.body().map(body -> line("body", body)).orElse("")
                + message.formattedBody().map(html -> line("formatted_body", html)).orElse("");
    }

    private static String line(String field, String value) {
        String indented = value.strip().replaceAll("\\R", "\n" + " ".repeat(20));
        return "\n    %-14s  %s".formatted(field, indented.replaceAll(" +\n", "\n"));
    }

    /** The event also comes when the route looked at the failure and left it unhandled. */
    private void handled(Exchange exchange) {
        if (exchange.getException() == null) {
            if (INBOX_ROUTE.equals(exchange.getFromRouteId())) {
                failed = true;
                if (Sentence.isExpected(failure(exchange))) {
                    return; // the route has said it
                }
            }
            say(LOG.atInfo(), "Handled", exchange);
        }
    }

    private void failed(Exchange exchange) {
        failed = true;
        if (!exchange.getContext().isStopping()
                || lastFailures.isToBeNamed(exchange.getFromRouteId())) {
            say(LOG.atError(), "Failed", exchange);
        }
    }

    private void say(LoggingEventBuilder line, String what, Exchange exchange) {
        Throwable failure = failure(exchange);
        LoggingEventBuilder full =
                verbose && !Sentence.isExpected(failure) ? line.setCause(failure) : line;
        full.log("{}: {}: {}", what, subject(exchange), names.apply(Sentence.of(failure)));
    }

    /** Whether a message has failed and was not handled by its route. */
    boolean hasFailure() {
        return failed;
    }

    @Override
    protected void doStop() throws Exception {
        lastFailures
                .unnamed()
                .forEach(
                        (route, count) ->
                                LOG.error("Failed: {} further messages of {}", count, route));
        super.doStop();
    }

    /**
     * What failed; a wait for the next attempt that the end of the process breaks off is not it.
     */
    private static Throwable failure(Exchange exchange) {
        Throwable failure = exchange.getException();
        boolean broken =
                failure == null
                        || failure instanceof InterruptedException
                        || failure instanceof RejectedExecutionException;
        Throwable before = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (broken && before != null) {
            failure = before;
        }
        return failure == null ? new IllegalStateException("an unknown reason") : failure;
    }

    /** A URI with secrets is shown in another form, in which even the options look different. */
    private static String source(Endpoint endpoint) {
        return endpoint instanceof MatrixEndpoint matrix
                ? "matrix:" + matrix.getRecipient()
                : StringHelper.before(endpoint.getEndpointUri(), "?", endpoint.getEndpointUri());
    }

    /** What a person would call this exchange: its file, or else its route's. */
    private static String subject(Exchange exchange) {
        String file = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
        return file != null ? file : "a message of " + exchange.getFromRouteId();
    }
}
