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
import org.apache.camel.support.CamelContextHelper;
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
 * The stores that options of one component name; the same name gives the same store.
 *
 * <p>Any thread may call.
 */
final class StateStores {

    private static final Logger LOG = LoggerFactory.getLogger(StateStores.class);
    private static final String FILE = "file:";
    private static final int KEYS_IN_MEMORY = 10_000;

    private final CamelContext camelContext;
    private final StateStore positions = new MemoryStateStore();
    private final StateStore updates = new RecentStateStore(KEYS_IN_MEMORY);
    private final AtomicBoolean toldOfSession = new AtomicBoolean();
    private final AtomicBoolean updatesNoted = new AtomicBoolean();
    private final AtomicBoolean toldOfMemory = new AtomicBoolean();
    private final Map<String, StateStore> stores = new ConcurrentHashMap<>();

    StateStores(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** Where the session of these options is kept, or null for nowhere. */
    StateStore sessionStore(AccountConfiguration options) {
        if (isNamed(options)) {
            return memory(options);
        }
        if (options.getAccessToken() != null) {
            return null;
        }
        if (options.getPassword() == null && options.getAuthenticationToken() == null) {
            return options.getUserId() == null ? null : memory(options);
        }
        if (options.getDeviceId() != null) {
            return null;
        }
        if (!toldOfSession.getAndSet(true)) {
            LOG.info("The session is stored in {} (option sessionStore)", atHome());
        }
        return memory(options);
    }

    /** Where messages are kept that were sent, or null for nowhere. */
    StateStore idempotentStore(SendConfiguration options) {
        String name = options.getIdempotentStore();
        if (name == null || name.isBlank()) {
            return null;
        }
        if (!name.strip().startsWith("#")) {
            throw new MatrixConfigurationException(
                    "The option idempotentStore is "
                            + name.strip()
                            + ": it has to be #"
                            + (name.strip().matches("[\\w-]+") ? name.strip() : "bean")
                            + ", for a StateRepository in the registry; one file would have to be"
                            + " written anew for each message");
        }
        return store("idempotentStore", name);
    }

    /** Where consumers keep how far they have come; without the option, for as long as this is. */
    StateStore sinceStore(ReceiveConfiguration options) {
        String name = options.getSinceStore();
        if (name == null || name.isBlank()) {
            return positions;
        }
        StateStore store = store("sinceStore", name);
        try {
            store.check();
        } catch (StateStoreException e) {
            throw new MatrixConfigurationException(
                    "The option sinceStore cannot be " + name.strip() + ": " + e.getMessage(), e);
        }
        return store;
    }

    /** Tells once what it means that a position is kept in memory, if this one is. */
    void tellOfMemory(SubscriptionSettings settings, String route) {
        if (settings.store() == positions && toldOfMemory.compareAndSet(false, true)) {
            LOG.info(
                    "How far route {} has come is kept in memory, as for all that have no"
                            + " sinceStore: after a restart it begins as the option startFrom says;"
                            + " name a file in sinceStore to go on where it stopped",
                    route);
        }
    }

    /** Where it is kept which message a key has; without the option, for as long as this is. */
    StateStore updateStore(SendConfiguration options) {
        String name = options.getUpdateStore();
        if (name == null || name.isBlank()) {
            if (!updatesNoted.getAndSet(true)) {
                LOG.info(
                        "Which message a key of updateKey has is kept in memory, for the last {}"
                                + " keys: after a restart each key begins with a new message; name a"
                                + " file in updateStore to go on",
                        KEYS_IN_MEMORY);
            }
            return updates;
        }
        return store("updateStore", name);
    }

    /** Where what the account has to remember is kept. */
    StateStore memory(AccountConfiguration options) {
        return store(
                "sessionStore", isNamed(options) ? options.getSessionStore() : FILE + atHome());
    }

    private static boolean isNamed(AccountConfiguration options) {
        return options.getSessionStore() != null && !options.getSessionStore().isBlank();
    }

    private static Path atHome() {
        return HomeFolder.find().resolve(".camel-matrix").resolve("state.json");
    }

    private StateStore store(String option, String name) {
        StateStore known = stores.get(name.strip());
        if (known != null) {
            return known;
        }
        StateStore opened = open(option, name.strip());
        StateStore first = stores.putIfAbsent(name.strip(), opened);
        return first == null ? opened : first;
    }

    private StateStore open(String option, String name) {
        if (name.startsWith("#")) {
            String bean = name.startsWith("#bean:") ? name.substring(6) : name.substring(1);
            @SuppressWarnings("unchecked")
            StateRepository<String, String> repository =
                    CamelContextHelper.mandatoryLookup(camelContext, bean, StateRepository.class);
            start(option, repository);
            return new Repository(repository);
        }
        return new FileStateStore(
                Path.of(name.startsWith(FILE) ? name.substring(FILE.length()) : name));
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
