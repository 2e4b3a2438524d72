// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.internal.sync.SubscriptionSettings;
import org.camelmatrix.store.FileStateStore;
import org.camelmatrix.store.MemoryStateStore;
import org.camelmatrix.store.RecentStateStore;
import org.camelmatrix.store.StateStore;
import org.camelmatrix.store.StateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores that options of one component name. The same value gives the same store.
 *
 * <p>Any thread may call.
 */
final class StateStores {

    private static final Logger LOG = LoggerFactory.getLogger(StateStores.class);
    private static final int KEYS_IN_MEMORY = 10_000;

    private final CamelContext camelContext;
    private final StateStore positions = new MemoryStateStore();
    private final StateStore sent = new RecentStateStore(KEYS_IN_MEMORY);
    private final StateStore updates = new RecentStateStore(KEYS_IN_MEMORY);
    private final AtomicBoolean toldOfSession = new AtomicBoolean();
    private final AtomicBoolean updatesNoted = new AtomicBoolean();
    private final AtomicBoolean toldOfMemory = new AtomicBoolean();
    private final Map<MatrixStore, StateStore> stores = new ConcurrentHashMap<>();

    StateStores(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** The store of the session of an account, or null if the session is not stored. */
    StateStore sessionStore(AccountConfiguration options) {
        Optional<MatrixStore> named = nameOfSessionStore(options);
        if (named.isEmpty()) {
            return null;
        }
        if (!MatrixStore.isSet(options.getSessionStore())
                && signsIn(options)
                && !toldOfSession.getAndSet(true)) {
            LOG.info("The session is stored in {} (option sessionStore)", named.get());
        }
        return store("sessionStore", named.get());
    }

    /**
     * The name of {@link #sessionStore}, or nothing if the session is not stored. This opens no
     * store.
     */
    static Optional<MatrixStore> nameOfSessionStore(AccountConfiguration options) {
        if (MatrixStore.isSet(options.getSessionStore())) {
            return Optional.of(options.getSessionStore());
        }
        boolean isStored =
                options.getAccessToken() == null
                        && (signsIn(options)
                                ? options.getDeviceId() == null
                                : options.getUserId() != null);
        return isStored ? Optional.of(new MatrixStore.File(atHome())) : Optional.empty();
    }

    private static boolean signsIn(AccountConfiguration options) {
        return options.getPassword() != null || options.getAuthenticationToken() != null;
    }

    /** The store of sent messages, or null. */
    StateStore idempotentStore(SendConfiguration options) {
        MatrixStore store = options.getIdempotentStore();
        if (!MatrixStore.isSet(store)) {
            return null;
        }
        if (store instanceof MatrixStore.Memory) {
            return sent;
        }
        if (store instanceof MatrixStore.File file) {
            String name = file.path().toString();
            throw new MatrixConfigurationException(
                    "The option idempotentStore is "
                            + name
                            + ": it has to be #"
                            + (name.matches("[\\w-]+") ? name : "bean")
                            + ", for a StateRepository in the registry; one file would have to be"
                            + " written anew for each message");
        }
        return store("idempotentStore", store);
    }

    /** The store of the positions of consumers. */
    StateStore sinceStore(ReceiveConfiguration options) {
        if (!lasts(options)) {
            return positions;
        }
        StateStore store = store("sinceStore", options.getSinceStore());
        try {
            store.check();
        } catch (StateStoreException e) {
            throw new MatrixConfigurationException(
                    "The option sinceStore cannot be "
                            + options.getSinceStore()
                            + ": "
                            + e.getMessage(),
                    e);
        }
        return store;
    }

    /** Whether positions outlive a restart. */
    static boolean lasts(ReceiveConfiguration options) {
        return MatrixStore.isSet(options.getSinceStore())
                && !(options.getSinceStore() instanceof MatrixStore.Memory);
    }

    /** Logs once, for a position in memory, what a restart does. */
    void tellOfMemory(SubscriptionSettings settings, String route) {
        if (settings.store() == positions && toldOfMemory.compareAndSet(false, true)) {
            LOG.info(
                    "The position of route {} is stored in memory only, as for all routes without"
                            + " sinceStore: after a restart it begins as the option startFrom says;"
                            + " name a file in sinceStore to continue where it stopped",
                    route);
        }
    }

    /** The store of the messages of update keys. */
    StateStore updateStore(SendConfiguration options) {
        MatrixStore store = options.getUpdateStore();
        if (store instanceof MatrixStore.Memory) {
            return updates;
        }
        if (!MatrixStore.isSet(store)) {
            if (!updatesNoted.getAndSet(true)) {
                LOG.info(
                        "The messages of updateKey are stored in memory, for the last {} keys: after"
                                + " a restart each key begins with a new message; name a file in"
                                + " updateStore to continue",
                        KEYS_IN_MEMORY);
            }
            return updates;
        }
        return store("updateStore", store);
    }

    /** The store of the account: its session and its list of encrypted rooms. */
    StateStore memory(AccountConfiguration options) {
        MatrixStore store = options.getSessionStore();
        return store(
                "sessionStore", MatrixStore.isSet(store) ? store : new MatrixStore.File(atHome()));
    }

    private static Path atHome() {
        return HomeFolder.find().resolve(".camel-matrix").resolve("state.json");
    }

    private StateStore store(String option, MatrixStore named) {
        StateStore known = stores.get(named);
        if (known != null) {
            return known;
        }
        StateStore opened = open(option, named);
        StateStore first = stores.putIfAbsent(named, opened);
        return first == null ? opened : first;
    }

    private StateStore open(String option, MatrixStore named) {
        if (named instanceof MatrixStore.Repository bean) {
            start(option, bean.repository());
            return new Repository(bean.repository());
        }
        return named instanceof MatrixStore.File file
                ? new FileStateStore(file.path())
                : new MemoryStateStore();
    }

    /**
     * Starts a repository that nobody has started, as it may know nothing before. The CamelContext
     * stops it, after its components.
     */
    private void start(String option, StateRepository<String, String> repository) {
        if (repository instanceof Service && !ServiceHelper.isStarted(repository)) {
            try {
                camelContext.addService(repository);
            } catch (Exception e) {
                throw new MatrixConfigurationException(
                        "The StateRepository of the option "
                                + option
                                + " cannot be started: "
                                + e.getMessage(),
                        e);
            }
        }
    }

    /**
     * A repository of Camel's. It has no lease, so two nodes may renew a session at the same time;
     * the one that comes too late takes the other's. It cannot remove, so an empty text stands for
     * nothing.
     */
    private record Repository(StateRepository<String, String> repository) implements StateStore {

        @Override
        public Optional<String> get(String key) {
            return asked(() -> Optional.ofNullable(repository.getState(key)))
                    .filter(text -> !text.isEmpty());
        }

        @Override
        public void put(String key, String value) {
            asked(
                    () -> {
                        repository.setState(key, value);
                        return value;
                    });
        }

        @Override
        public void remove(String key) {
            put(key, "");
        }

        private static <T> T asked(Supplier<T> access) {
            try {
                return access.get();
            } catch (RuntimeException e) {
                throw new StateStoreException("the StateRepository failed: " + e, e);
            }
        }

        @Override
        public Lease lease() {
            return () -> {};
        }
    }
}
