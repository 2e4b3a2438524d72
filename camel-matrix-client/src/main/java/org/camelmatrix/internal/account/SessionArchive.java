// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.Optional;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.internal.http.BaseUrl;
import org.camelmatrix.store.StateStore;
import org.camelmatrix.store.StateStoreException;

/**
 * Where the session of one account outlives a restart, and where other processes with the same
 * account find it; nowhere if the account has no store.
 *
 * <p>Any thread may call.
 */
final class SessionArchive {

    private final StateStore store;
    private final String key;

    SessionArchive(AccountSettings settings) {
        store = settings.sessionStore();
        key = StoredSession.key(settings.userId(), settings.deviceId());
    }

    /**
     * The session, if one was kept for this homeserver.
     *
     * @param homeserver the base URL that is configured, or null for any
     */
    Optional<StoredSession> read(BaseUrl homeserver) {
        if (store == null) {
            return Optional.empty();
        }
        try {
            return store.get(key)
                    .flatMap(StoredSession::read)
                    .filter(stored -> homeserver == null || homeserver.equals(stored.homeserver()));
        } catch (StateStoreException e) {
            throw new MatrixConfigurationException(
                    "The session is not known: "
                            + e.getMessage()
                            + "; check the option sessionStore",
                    e);
        }
    }

    void write(StoredSession session) {
        change(() -> store.put(key, session.write()));
    }

    void discard() {
        change(() -> store.remove(key));
    }

    /** Keeps other processes from signing in or renewing until it is closed. */
    StateStore.Lease lease() {
        if (store == null) {
            return () -> {};
        }
        try {
            return store.lease();
        } catch (StateStoreException e) {
            throw unwritable(e);
        }
    }

    private void change(Runnable change) {
        if (store == null) {
            return;
        }
        try {
            change.run();
        } catch (StateStoreException e) {
            throw unwritable(e);
        }
    }

    private static MatrixUnavailableException unwritable(StateStoreException e) {
        return new MatrixUnavailableException(
                "The session cannot be kept: " + e.getMessage() + "; check the option sessionStore",
                e);
    }
}
