// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.StartupListener;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.account.MatrixAccount;
import org.camelmatrix.internal.account.RoomChanges;
import org.camelmatrix.internal.sync.EventListener;
import org.camelmatrix.internal.sync.Subscription;
import org.camelmatrix.internal.sync.SubscriptionSettings;
import org.camelmatrix.internal.sync.Wildcard;

/**
 * Begins an exchange with each event.
 *
 * <p>Camel's threads start, suspend and stop; the component's workers bring events, those of a room
 * one after the other. No thread waits while a route goes on elsewhere.
 */
final class MatrixConsumer extends DefaultConsumer
        implements Suspendable, ShutdownAware, StartupListener, EventListener, RoomChanges.Host {

    private final MatrixEndpoint endpoint;
    private final MatrixConfiguration options;
    private final ReceiveFigures figures;
    private final ReceiveFailures failures;
    private volatile MatrixAccount account;
    private volatile HandOver handOver;
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
        settings =
                endpoint.receiveOptions()
                        .subscription(endpoint.requireRecipient(), name(), getRouteId());
        account = endpoint.account();
        handOver = handOver(account);
        account.start();
        claim();
        endpoint.getComponent().stores().tellOfMemory(settings, route());
        endpoint.getCamelContext().addStartupListener(this);
    }

    private HandOver handOver(MatrixAccount account) {
        return new HandOver(
                this,
                route(),
                account,
                new ReceivedContent(
                        url ->
                                () ->
                                        account.receiving()
                                                .download(url, options.getMaximumFileSize())
                                                .join(),
                        options.getCommand()),
                new RoomReply(endpoint, settings.name()),
                failures,
                options);
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
                closed = CompletableFuture.allOf(closed, subscription.close());
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
        handOver.begin(event, attempt, done);
    }

    @Override
    public void onFailure(Activity activity, MatrixException reason) {
        account.receiving().log().failed(route(), activity, reason);
        failures.attemptFailed(
                switch (activity) {
                    case RECEIVING -> "Events cannot be received now";
                    case CATCHING_UP -> "Missed events cannot be fetched now";
                    case KEEPING_POSITION -> "The position cannot be kept now";
                },
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
