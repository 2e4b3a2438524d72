package org.camelmatrix.account;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.client.MatrixClient;
import org.camelmatrix.client.Transport;

/**
 * Signs an account in as its settings say, and makes sure that it is the one that they name.
 *
 * <p>Immutable; any thread may call.
 */
final class SignIn {

    private final AccountSettings settings;
    private final Transport transport;

    SignIn(AccountSettings settings, Transport transport) {
        this.settings = settings;
        this.transport = transport;
    }

    CompletableFuture<Session> session() {
        return homeserver()
                .thenCompose(
                        client ->
                                settings.accessToken() != null
                                        ? withAccessToken(client)
                                        : withPassword(client));
    }

    private CompletableFuture<MatrixClient> homeserver() {
        return settings.homeserverUrl() != null
                ? CompletableFuture.completedFuture(
                        new MatrixClient(transport, settings.homeserverUrl()))
                : new Discovery(transport).homeserverOf(settings.userId());
    }

    private CompletableFuture<Session> withAccessToken(MatrixClient client) {
        return client.whoami(settings.accessToken())
                .thenApply(
                        owner -> {
                            requireSame("userId", settings.userId(), owner.user());
                            requireSame("deviceId", settings.deviceId(), owner.deviceId());
                            return new Session(
                                    client, owner.user(), owner.deviceId(), settings.accessToken());
                        });
    }

    private CompletableFuture<Session> withPassword(MatrixClient client) {
        return client.login(
                        settings.userId(),
                        settings.password(),
                        settings.deviceId(),
                        settings.deviceDisplayName())
                .thenApply(
                        login -> {
                            requireSame("userId", settings.userId(), login.user());
                            return new Session(
                                    client, login.user(), login.deviceId(), login.accessToken());
                        });
    }

    private static void requireSame(String option, Object configured, Object actual) {
        if (configured != null && !Objects.equals(configured, actual)) {
            throw new MatrixConfigurationException(
                    "The option "
                            + option
                            + " is "
                            + configured
                            + ", but the homeserver says that the account is "
                            + actual
                            + ": change "
                            + option
                            + ", or the accessToken or password");
        }
    }
}
