// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.io.InputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code setup}, which does nothing without one of its steps. */
@Command(
        name = "setup",
        sortOptions = false,
        description = "Get an account and make it ready for routes.",
        footerHeading = "%n",
        footer = {
            "The account is the one of the runner: MATRIX_USER_ID with the session that setup login"
                    + " keeps, or with MATRIX_PASSWORD; or MATRIX_ACCESS_TOKEN with"
                    + " MATRIX_HOMESERVER_URL. application.properties and --property before setup"
                    + " count as well, also for TLS and proxy.",
            "Exit codes: 0 done, 1 the homeserver or the network refused, 2 wrong use."
        })
public final class Setup implements Runnable {

    @Spec private CommandSpec command;

    @Mixin private HelpOption help;

    private Setup() {}

    /**
     * Adds the command with its steps to a program's, which says their failures from then on.
     *
     * @param whole the program's command
     * @param program what setup needs of it
     * @param prompt asks for secrets
     * @param input standard input
     */
    public static void addTo(CommandLine whole, Program program, Prompt prompt, InputStream input) {
        Secrets secrets = new Secrets(program.environment(), prompt, input);
        whole.addSubcommand(
                new CommandLine(new Setup())
                        .addSubcommand(new Discover(program))
                        .addSubcommand(new Register(program, secrets))
                        .addSubcommand(new LogIn(program, secrets, StandardOutput.ofProcess()))
                        .addSubcommand(new Avatar(program))
                        .addSubcommand(new DisplayName(program))
                        .addSubcommand(new Join(program))
                        .addSubcommand(new Send(program, input))
                        .addSubcommand(new WhoAmI(program))
                        .addSubcommand(new LogOut(program)));
        whole.setExecutionExceptionHandler(
                (failure, step, parsed) -> {
                    boolean usage = failure instanceof UsageException;
                    String sentence = usage ? failure.getMessage() : program.sentence(failure);
                    Wording wording =
                            new Wording(step, program.properties(), program.environment());
                    step.getErr().println(secrets.removedFrom(wording.of(sentence)));
                    return usage ? ExitCode.USAGE : ExitCode.SOFTWARE;
                });
    }

    @Override
    public void run() {
        throw new ParameterException(
                command.commandLine(),
                "Say what to set up: " + String.join(", ", command.subcommands().keySet()) + ".");
    }
}
