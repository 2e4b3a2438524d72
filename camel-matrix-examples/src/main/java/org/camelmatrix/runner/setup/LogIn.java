// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixStore;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.runner.setup.Secrets.Source;
import org.camelmatrix.store.StateStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Signs an account in, and says how routes use it. */
@Command(
        name = "login",
        description = {
            "Sign in, keep the session, and print the lines for application.properties.",
            "The password comes from the file, from MATRIX_PASSWORD, or is asked for; the token of"
                    + " --token likewise, from MATRIX_LOGIN_TOKEN."
        })
final class LogIn extends AccountStep {

    private static final String PROPERTY = "camel.component.matrix.";

    private final Secrets secrets;
    private final StandardOutput standardOutput;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Has the password; - is a line of standard input.")
    private String passwordFile;

    @Option(
            names = "--token",
            description = "Sign in with a one-time token (m.login.token) and not a password.")
    private boolean byToken;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Has the one-time token; - is a line of standard input.")
    private String tokenFile;

    @Option(
            names = "--print-token",
            description = {
                "Print the access token as well, for programs that do not use the session.",
                "It then works until setup logout."
            })
    private boolean printToken;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Add the lines to this file; where it is new, only you can read it.")
    private Path output;

    LogIn(Program program, Secrets secrets, StandardOutput standardOutput) {
        super(program);
        this.secrets = secrets;
        this.standardOutput = standardOutput;
    }

    @Override
    String run(Connection connection, Sessions sessions) throws IOException {
        UserId user = connection.user();
        if (user == null) {
            throw new UsageException("Whom to sign in is not given: give --user.");
        }
        PrivateFile file = output == null ? null : new PrivateFile(output);
        if (printToken && file == null) {
            standardOutput.requirePrivate();
        } else if (printToken) {
            file.requirePrivate();
        }
        SignedIn account = sessions.signIn(way(connection.options(), user), !printToken);
        String lines = lines(connection, account);
        if (file == null) {
            return lines;
        }
        file.append(lines);
        return "Signed in as " + account.user() + "; the lines for routes are in " + output + '.';
    }

    private Sessions.Way way(MatrixConfiguration options, UserId user) throws IOException {
        if (byToken || tokenFile != null) {
            Source source =
                    new Source("login token", tokenFile, "--token-file", "MATRIX_LOGIN_TOKEN");
            Secret token = secrets.given(source).orElseGet(() -> secrets.asked(source));
            return (client, device) -> client.sessions().loginWithToken(user, token, device);
        }
        Source source = new Source("password", passwordFile, "--password-file", "MATRIX_PASSWORD");
        Optional<Secret> given =
                passwordFile == null
                        ? Optional.ofNullable(options.getPassword()).map(Secret::new)
                        : secrets.given(source);
        Secret password = given.orElseGet(() -> secrets.asked(source));
        return (client, device) -> client.sessions().login(user, password, device);
    }

    private String lines(Connection connection, SignedIn account) {
        StringBuilder lines = new StringBuilder();
        lines.append("# Signed in as ").append(account.user());
        lines.append(", device ").append(account.deviceId());
        lines.append(printToken ? ".\n" : ". Routes go on with this session.\n");
        line(lines, "homeserver-url", account.client().baseUrl().value());
        line(lines, "user-id", account.user().value());
        if (connection.options().getDeviceId() != null) {
            line(lines, "device-id", account.deviceId());
        }
        line(lines, "session-store", sessionStore(connection));
        if (printToken) {
            line(lines, "access-token", account.credentials().accessToken().value());
        }
        return lines.toString().stripTrailing();
    }

    private static void line(StringBuilder lines, String name, String value) {
        lines.append(PROPERTY).append(name).append('=');
        lines.append(value.replace("\\", "\\\\")).append('\n');
    }

    /** As an option of the component; a file by its whole path, as routes may run elsewhere. */
    private static String sessionStore(Connection connection) {
        StateStore store = connection.store();
        return connection.options().getSessionStore() instanceof MatrixStore.Repository bean
                ? '#' + connection.beanName(bean.repository())
                : "file:" + store;
    }
}
