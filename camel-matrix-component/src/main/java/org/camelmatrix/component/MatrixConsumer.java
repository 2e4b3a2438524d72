package org.camelmatrix.component;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.StartupListener;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.account.MatrixAccount;
import org.camelmatrix.account.RoomChanges;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.UserId;
import org.camelmatrix.sync.EventListener;
import org.camelmatrix.sync.Subscription;
import org.camelmatrix.sync.SubscriptionSettings;
import org.camelmatrix.sync.Wildcard;

/**
 * Begins an exchange with each event.
 *
 * <p>Camel's threads start, suspend and stop; the component's workers bring events, those of a room
 * one after the other. No thread waits while a route goes on elsewhere.
 */
final class MatrixConsumer extends DefaultConsumer
        implements Suspendable, ShutdownAware, StartupListener, EventListener, RoomChanges.Host {

    private static final Duration TYPING = Duration.ofMinutes(1);

    private final MatrixEndpoint endpoint;
    private final MatrixConfiguration options;
    private final ReceiveFigures figures;
    private final ReceiveFailures failures;
    private volatile MatrixAccount account;
    private volatile ReceivedContent content;
    private volatile RoomReply reply;
    private volatile SubscriptionSettings settings;
    private volatile Subscription subscription;
    private volatile boolean claimed;
    private volatile CompletableFuture<Void> closed = CompletableFuture.completedFuture(null);

    MatrixConsumer(MatrixEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.options = endpoint.getConfiguration();
        this.figures = endpoint.receiveFigures();
        this.failures = new ReceiveFailures(this, options.getOnFailure(), figures);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        settings = endpoint.subscription(name(), getRouteId());
        reply = new RoomReply(endpoint, settings.name());
        account = endpoint.account();
        content =
                new ReceivedContent(
                        url -> () -> account.receiving().download(url, Integer.MAX_VALUE).join(),
                        options.getCommand());
        account.start();
        claim();
        endpoint.getComponent().stores().tellOfMemory(settings, route());
        endpoint.getCamelContext().addStartupListener(this);
    }

    /** What the position is kept under: it has to be the same after a restart. */
    private String name() {
        if (options.getConsumerId() != null) {
            return options.getConsumerId();
        }
        Route route = getRoute();
        return route != null && "true".equals(route.getProperties().get(Route.CUSTOM_ID_PROPERTY))
                ? route.getRouteId()
                : null;
    }

    private void claim() {
        String other = account.receiving().claim(settings, route());
        if (other != null) {
            throw new MatrixConfigurationException(
                    "The routes "
                            + other
                            + " and "
                            + route()
                            + " would have one position ("
                            + settings.name()
                            + "), and each would miss events: give each an id or another"
                            + " consumerId");
        }
        claimed = true;
    }

    private String route() {
        return getRouteId() == null ? settings.name() : getRouteId();
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        if (alreadyStarted) {
            listen();
        }
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        listen();
    }

    /** Listens, once an earlier subscription has ended. */
    private void listen() {
        lock.lock();
        try {
            if (subscription != null || !isRunAllowed() || isSuspending() || isSuspended()) {
                return;
            }
            Subscription next = account.receiving().subscribe(settings, this, figures);
            subscription = next;
            account.receiving().changes().addHost(this);
            closed.thenRun(next::start);
        } finally {
            lock.unlock();
        }
    }

    private void unsubscribe() {
        lock.lock();
        try {
            if (subscription != null) {
                account.receiving().changes().removeHost(this);
                closed = subscription.close();
                account.receiving().log().gone(route());
                subscription = null;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        unsubscribe();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        listen();
    }

    @Override
    protected void doStop() throws Exception {
        unsubscribe();
        if (claimed) {
            claimed = false;
            account.receiving().release(settings);
        }
        super.doStop();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }

    /** Camel waits for the events under way, and for the position to be kept. */
    @Override
    public int getPendingExchangesSize() {
        return closed.isDone() ? 0 : 1;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // stopping ends the subscription
    }

    @Override
    public void onEvent(MatrixEvent event, int attempt, Consumer<Throwable> done) {
        Exchange exchange = createExchange(false);
        MatrixMessage message = new MatrixMessage(endpoint.getCamelContext(), event);
        exchange.setIn(message);
        exchange.setProperty(MatrixConstants.RECEIVED_EVENT, event);
        content.fill(message, event);
        if (attempt > 0) {
            message.setHeader(MatrixConstants.ATTEMPT, attempt);
        }
        Object body = message.getBody();
        if (body instanceof MediaBody file) {
            file.closeWith(exchange);
        }
        Consumer<Throwable> after = options.isSendTyping() ? typing(event, done) : done;
        getAsyncProcessor().process(exchange, doneSync -> routed(exchange, event, body, after));
    }

    /** Shows that the account types until the event is done. */
    private Consumer<Throwable> typing(MatrixEvent event, Consumer<Throwable> done) {
        CompletableFuture<Void> begun = account.receiving().typing(event.room(), TYPING);
        return failure -> {
            begun.thenRun(() -> account.receiving().typing(event.room(), Duration.ZERO));
            done.accept(failure);
        };
    }

    private void routed(
            Exchange exchange, MatrixEvent event, Object body, Consumer<Throwable> done) {
        if (failure(exchange, null) != null || !exchange.getPattern().isOutCapable()) {
            finish(exchange, event, body, null, done);
            return;
        }
        CompletableFuture<?> answered;
        try {
            answered = reply.send(account, exchange, event, body);
        } catch (RuntimeException e) {
            answered = CompletableFuture.failedFuture(e);
        }
        answered.whenComplete((sent, failure) -> finish(exchange, event, body, failure, done));
    }

    private void finish(
            Exchange exchange,
            MatrixEvent event,
            Object body,
            Throwable answer,
            Consumer<Throwable> done) {
        Throwable failure = failure(exchange, answer);
        try {
            if (failure == null) {
                done.accept(null);
                if (options.isSendReceipts() && event.id() != null) {
                    account.receiving().read(event.room(), event.id());
                }
            } else {
                boolean again = failures.comesAgain(route(), exchange, event, body, failure);
                done.accept(again ? failure : null);
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private static Throwable failure(Exchange exchange, Throwable answer) {
        if (exchange.getException() != null) {
            return exchange.getException();
        }
        if (exchange.isRollbackOnly()) {
            return new IllegalStateException("the route was rolled back");
        }
        return answer instanceof CompletionException && answer.getCause() != null
                ? answer.getCause()
                : answer;
    }

    @Override
    public void onFailure(Activity activity, MatrixException reason) {
        account.receiving().log().failed(route(), activity, reason);
        failures.attemptFailed(
                activity == Activity.RECEIVING
                        ? "Events cannot be received now"
                        : "The position cannot be kept now",
                reason);
    }

    @Override
    public void onRecovery(Activity activity) {
        account.receiving().log().recovered(route(), activity);
    }

    @Override
    public void onIntruder() {
        account.receiving().log().intruded(route());
    }

    @Override
    public boolean accepts(UserId inviter) {
        return switch (options.getAcceptInvites()) {
            case NEVER -> false;
            case ANY -> true;
            case LISTED ->
                    OptionValues.names(options.getInvitesFrom()).stream()
                            .anyMatch(pattern -> Wildcard.matches(pattern, inviter.value()));
        };
    }

    @Override
    public void accepted(MatrixEvent invitation) {
        if (settings.interest().wantsType(invitation.type())) {
            onEvent(invitation, 0, failure -> {});
        }
    }

    @Override
    public boolean followsUpgrades() {
        return options.isFollowUpgrades();
    }
}
