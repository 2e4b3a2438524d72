// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.account.MatrixAccount;
import org.camelmatrix.internal.account.RoomChanges;
import org.camelmatrix.internal.sync.EventListener;
import org.camelmatrix.internal.sync.Interest;
import org.camelmatrix.internal.sync.ReceiveObserver;
import org.camelmatrix.internal.sync.StartFrom;
import org.camelmatrix.internal.sync.Subscription;
import org.camelmatrix.internal.sync.SubscriptionSettings;
import org.camelmatrix.store.StateStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener to the messages of others in a room.
 *
 * <p>The account's threads bring events, one at a time for a room; any thread may end it.
 */
final class RoomListening implements Listening, EventListener, RoomChanges.Host {

    private static final Logger LOG = LoggerFactory.getLogger(RoomListening.class);

    private static final Interest MESSAGES_OF_OTHERS =
            new Interest(
                    Set.of(EventType.MESSAGE),
                    Set.of(),
                    Set.of(),
                    true,
                    false,
                    false,
                    false,
                    null,
                    false);
    private static final int MAXIMUM_BACKFILL = 10_000;
    private static final int CONCURRENCY = 1;
    private static final int MAXIMUM_IN_FLIGHT = 1000;
    private static final Duration POLL = Duration.ofSeconds(30);

    private final String name;
    private final MessageListener listener;
    private final MatrixAccount account;
    private final SubscriptionSettings settings;
    private final Consumer<RoomListening> whenEnded;
    private final Subscription subscription;

    /** The thread that the listener has an event on, or null. */
    private volatile Thread listening;

    /**
     * @param whenEnded is told once no event is under way any more
     * @throws IllegalStateException if the name is in use
     */
    RoomListening(
            MatrixAccount account,
            Recipient room,
            String name,
            StateStore store,
            MessageListener listener,
            Consumer<RoomListening> whenEnded) {
        this.account = account;
        this.name = name;
        this.listener = listener;
        this.whenEnded = whenEnded;
        this.settings =
                new SubscriptionSettings(
                        name,
                        room,
                        MESSAGES_OF_OTHERS,
                        store,
                        new StartFrom.Now(),
                        MAXIMUM_BACKFILL,
                        CONCURRENCY,
                        MAXIMUM_IN_FLIGHT,
                        POLL);
        if (account.receiving().claim(settings, name) != null) {
            throw new IllegalStateException(
                    "A listener of the name " + name + " is at work: give each another name");
        }
        this.subscription = account.receiving().subscribe(settings, this, ReceiveObserver.NONE);
    }

    void start() {
        account.receiving().changes().addHost(this);
        subscription.start();
    }

    @Override
    public void onEvent(MatrixEvent event, int attempt, Consumer<Throwable> done) {
        Throwable failure = null;
        listening = Thread.currentThread();
        try {
            listener.onEvent(event);
        } catch (Exception e) {
            LOG.warn(
                    "The listener {} failed at the event {} of the room {}; the event is handed"
                            + " over again",
                    name,
                    event.id(),
                    event.room(),
                    e);
            failure = e;
        } finally {
            listening = null;
        }
        done.accept(failure);
    }

    @Override
    public void onFailure(Activity activity, MatrixException reason) {
        account.receiving().log().failed(name, activity, reason);
    }

    @Override
    public void onRecovery(Activity activity) {
        account.receiving().log().recovered(name, activity);
    }

    @Override
    public void onIntruder() {
        LOG.warn(
                "Another process stores the position of the listener {} too, or did until now."
                        + " Events may be delivered twice. Stop one of them, or give it another"
                        + " name or store",
                name);
    }

    /** Nothing is accepted: whoever wants to listen to a room names it. */
    @Override
    public boolean accepts(UserId inviter) {
        return false;
    }

    @Override
    public void accepted(MatrixEvent invitation) {
        throw new IllegalStateException("No invitation is accepted here");
    }

    @Override
    public boolean followsUpgrades() {
        return true;
    }

    @Override
    public CompletableFuture<Void> end() {
        account.receiving().changes().removeHost(this);
        return subscription
                .close()
                .thenRun(
                        () -> {
                            account.receiving().release(settings);
                            whenEnded.accept(this);
                        });
    }

    @Override
    public void close() {
        CompletableFuture<Void> ended = end();
        if (Thread.currentThread() != listening) {
            ended.join();
        }
    }
}
