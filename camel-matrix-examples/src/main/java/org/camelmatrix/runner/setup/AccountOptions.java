// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.util.Map;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixStore;
import org.camelmatrix.event.UserId;
import picocli.CommandLine.Option;

/** Which account a command uses, where it is not the one of the environment and the properties. */
final class AccountOptions {

    @Option(names = "--user", paramLabel = "USER_ID", description = "@localpart:server.name")
    private String user;

    @Option(
            names = "--homeserver",
            paramLabel = "URL",
            description = "Its homeserver; without it found from the user id.")
    private String homeserver;

    @Option(
            names = "--session-store",
            paramLabel = "FILE",
            description = "Where its session is kept; without it .camel-matrix/state.json at home.")
    private String sessionStore;

    /**
     * Puts them into the component's options. A user other than the configured one gets none of the
     * secrets that belong to that, and is not looked for at its homeserver.
     */
    void configure(MatrixConfiguration options, Map<String, String> environment) {
        if (user != null) {
            UserId chosen = Forms.userId(user);
            String configured = options.getUserId();
            if (configured != null && !configured.equals(chosen.value())) {
                leaveBehind(options, environment);
                if (!Forms.userId(configured).serverName().equals(chosen.serverName())) {
                    options.setHomeserverUrl(null);
                }
            }
            options.setUserId(chosen.value());
        }
        if (homeserver != null) {
            options.setHomeserverUrl(Forms.homeserverUrl(homeserver).value());
        }
        if (sessionStore != null) {
            options.setSessionStore(MatrixStore.of("file:" + sessionStore));
        }
    }

    /** Only what the environment holds without naming another user can be the chosen user's. */
    private static void leaveBehind(MatrixConfiguration options, Map<String, String> environment) {
        boolean anothers = AccountVariable.USER_ID.value(environment) != null;
        options.setAccessToken(anothers ? null : AccountVariable.ACCESS_TOKEN.value(environment));
        options.setPassword(anothers ? null : AccountVariable.PASSWORD.value(environment));
        options.setDeviceId(anothers ? null : AccountVariable.DEVICE_ID.value(environment));
        options.setAuthenticationToken(null);
        options.setApplicationService(false);
    }
}
