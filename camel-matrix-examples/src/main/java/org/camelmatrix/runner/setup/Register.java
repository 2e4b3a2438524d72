// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.MatrixClient;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.internal.http.SharedSecretRegistration;
import org.camelmatrix.runner.setup.Secrets.Source;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an account at a Synapse whose secret for that is known. */
@Command(
        name = "register",
        description = {
            "Make an account at a Synapse homeserver, by its registration_shared_secret.",
            "The secret and the password come from the files, from MATRIX_REGISTRATION_SECRET and"
                    + " MATRIX_PASSWORD, or are asked for."
        })
final class Register extends Step {

    private static final Map<String, String> REMEDIES =
            Map.of(
                    "M_USER_IN_USE",
                    "choose another name, or sign in by setup login if the account is yours",
                    "M_INVALID_USERNAME",
                    "write the name in small letters, digits and the characters . _ = - /");

    private final Secrets secrets;

    @Parameters(paramLabel = "USER", description = "The localpart, such as bot, or a user id.")
    private String user;

    @Option(
            names = "--homeserver",
            paramLabel = "URL",
            description = "The homeserver; without it found from the user id.")
    private String homeserver;

    @Option(names = "--admin", description = "Let the account administer the homeserver.")
    private boolean admin;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "Has the shared secret; - is a line of standard input.")
    private String secretFile;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Has the new password; - is a line of standard input.")
    private String passwordFile;

    Register(Program program, Secrets secrets) {
        super(program);
        this.secrets = secrets;
    }

    @Override
    String run(Connection connection) throws IOException {
        UserId whole = user.startsWith("@") ? Forms.userId(user) : null;
        String localpart = whole == null ? user : user.substring(1, user.indexOf(':'));
        if (whole == null && user.indexOf(':') >= 0) {
            throw new UsageException(
                    "Give the localpart alone, such as bot, or a whole user id, such as"
                            + " @bot:example.org.");
        }
        if (homeserver != null) {
            connection.options().setHomeserverUrl(Forms.homeserverUrl(homeserver).value());
        } else if (whole != null && !isConfigured(connection, whole)) {
            connection.options().setHomeserverUrl(null);
        }
        MatrixClient client = connection.homeserver(whole == null ? null : whole.serverName());
        Source sharedSecret =
                new Source(
                        "registration shared secret",
                        secretFile,
                        "--secret-file",
                        "MATRIX_REGISTRATION_SECRET");
        Source password =
                new Source("new password", passwordFile, "--password-file", "MATRIX_PASSWORD");
        Optional<Secret> givenSecret = secrets.given(sharedSecret);
        Optional<Secret> givenPassword = secrets.given(password);
        Connection.await(client.sessions().versions());
        UserId made =
                register(
                        connection,
                        client,
                        givenSecret.orElseGet(() -> secrets.asked(sharedSecret)),
                        localpart,
                        givenPassword.orElseGet(() -> secrets.chosen(password)));
        String done =
                "Registered "
                        + made
                        + " at "
                        + client.baseUrl()
                        + (admin ? ", an administrator" : "");
        return whole == null || whole.equals(made)
                ? done + '.'
                : done + " – not " + whole + ", as that is another server's name.";
    }

    /** Whether the configured homeserver is that of the user, as far as the options say. */
    private static boolean isConfigured(Connection connection, UserId whole) {
        UserId configured = connection.user();
        return configured == null || configured.serverName().equals(whole.serverName());
    }

    private UserId register(
            Connection connection,
            MatrixClient client,
            Secret sharedSecret,
            String localpart,
            Secret password) {
        try {
            return Connection.await(
                    new SharedSecretRegistration(connection.transport(), client.baseUrl())
                            .register(sharedSecret, localpart, password, admin));
        } catch (MatrixException e) {
            String remedy =
                    e.getStatus() == 403
                            ? "check the registration shared secret"
                            : REMEDIES.get(Objects.toString(e.getErrcode()));
            if (remedy == null) {
                throw e;
            }
            throw new MatrixRejectedException(
                    e.getMessage() + "; " + remedy, e.getStatus(), e.getErrcode(), e);
        }
    }
}
