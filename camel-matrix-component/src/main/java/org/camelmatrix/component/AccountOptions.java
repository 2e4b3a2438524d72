// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camelmatrix.internal.account.AccountSettings;
import org.camelmatrix.internal.http.Secret;

/**
 * The options of an endpoint that make its account.
 *
 * @param account who it is
 * @param http how its requests travel
 * @param maximumPending how many of its messages may wait
 */
record AccountOptions(AccountSettings account, HttpSettings http, int maximumPending) {

    /** What makes another account of it. */
    Key key() {
        return new Key(account.identity(), http.way());
    }

    /** See {@link #key()}. */
    record Key(AccountSettings.Identity identity, HttpSettings.Way way) {}

    /** What people call the account. */
    String name() {
        return String.valueOf(
                account.userId() == null ? account.homeserverUrl() : account.userId());
    }

    /** The options that all endpoints of the account share, by their names; secrets hidden. */
    Map<String, Object> shared() {
        Map<String, Object> shared = new LinkedHashMap<>();
        shared.put("maximumPending", maximumPending);
        shared.put("connectionsPerRoute", http.connections());
        shared.put("connectTimeout", milliseconds(http.connectTimeout()));
        shared.put("responseTimeout", milliseconds(http.responseTimeout()));
        shared.put("proxyAuthUsername", hidden(http.proxyUsername()));
        shared.put("proxyAuthPassword", hidden(http.proxyPassword()));
        shared.put("deviceDisplayName", account.deviceDisplayName());
        shared.put("encryptionCheckInterval", milliseconds(account.encryption().checkInterval()));
        return shared;
    }

    private static String milliseconds(Duration duration) {
        return duration.toMillis() + " ms";
    }

    private static Secret hidden(String text) {
        return text == null ? null : new Secret(text);
    }
}
