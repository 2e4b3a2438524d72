// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camelmatrix.runner.archive.Archive;
import org.camelmatrix.runner.setup.Program;
import org.camelmatrix.runner.setup.Prompt;
import org.camelmatrix.runner.setup.Setup;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: runs Camel routes to and from Matrix rooms, until it is stopped. */
@Command(
        name = CamelMatrix.NAME,
        mixinStandardHelpOptions = true,
        versionProvider = RunnerCommand.Version.class,
        sortOptions = false,
        description = {
            "Runs Camel routes to and from Matrix rooms, until Ctrl-C.",
            "Without routes and examples it runs the example file: files dropped into the folder"
                    + " inbox go to the room."
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  MATRIX_HOMESERVER_URL   the homeserver; without it found from MATRIX_USER_ID",
            "  MATRIX_ACCESS_TOKEN     signs in; or MATRIX_USER_ID with MATRIX_PASSWORD,",
            "                          or with the session of setup login",
            "  MATRIX_DEVICE_ID        the device to use again, with a password",
            "  MATRIX_ROOM             the room of the examples, as {{matrix.room}} in routes",
            "Without any of them it is a demo: a stand-in for a homeserver runs in this",
            "process. The bots need a real one, as nobody writes to them in the demo.",
            "--property wins over the environment, and the environment over",
            "application.properties in the working directory.",
            "",
            "With --property camel.main.duration-max-messages=N (or -max-seconds) the runner",
            "ends by itself; its exit code is 0 if no message failed, else 1.",
            "",
            "Routes in other languages need their loader and all that it needs; for Java",
            "that is camel-java-joor-dsl, camel-joor and joor:",
            "  java -cp camel-matrix.jar:LOADER.jar:… \\",
            "      org.camelmatrix.runner.CamelMatrix my.java"
        })
final class RunnerCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final Path workingDirectory;

    @Spec private CommandSpec command;

    @Parameters(
            paramLabel = "ROUTES",
            description = "Route files, such as my-routes.yaml or 'routes/*.yaml'.")
    private List<String> routes = List.of();

    @Option(
            names = "--example",
            paramLabel = "NAME",
            description = "Run an example route; may repeat. See --list-examples.")
    private List<Example> examples = List.of();

    @Option(names = "--list-examples", description = "Show the examples and exit.")
    private boolean listExamples;

    @Option(
            names = "--property",
            paramLabel = "KEY=VALUE",
            description = "Set a property of Camel Main or of the routes; may repeat.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = "--shutdown-timeout",
            paramLabel = "SECONDS",
            description =
                    "How long routes may take to finish what is under way when the runner is"
                            + " stopped. Default: "
                            + Runner.SHUTDOWN_SECONDS)
    private Integer shutdownTimeout;

    @Option(names = "--verbose", description = "Show Camel's own log, and where failures happened.")
    private boolean verbose;

    RunnerCommand(Map<String, String> environment, Path workingDirectory) {
        this.environment = environment;
        this.workingDirectory = workingDirectory;
    }

    static CommandLine commandLine(Map<String, String> environment, Path workingDirectory) {
        return commandLine(environment, workingDirectory, Prompt.console(), System.in);
    }

    static CommandLine commandLine(
            Map<String, String> environment,
            Path workingDirectory,
            Prompt prompt,
            InputStream input) {
        RunnerCommand runner = new RunnerCommand(environment, workingDirectory);
        CommandLine command =
                new CommandLine(runner).registerConverter(Example.class, RunnerCommand::example);
        command.addSubcommand(new Archive(workingDirectory));
        Setup.addTo(command, runner.forSetup(), prompt, input);
        return command.setParameterExceptionHandler(RunnerCommand::wrongUse);
    }

    private static int wrongUse(ParameterException wrong, String... arguments) {
        PrintWriter err = wrong.getCommandLine().getErr();
        err.println(sentence(wrong));
        err.println(CamelMatrix.seeHelpOf(wrong.getCommandLine().getCommandSpec().qualifiedName()));
        return ExitCode.USAGE;
    }

    /** What is unknown may be a secret that was given in a wrong way: only its option is named. */
    private static String sentence(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0).split("=", 2)[0];
            if (first.startsWith("-")) {
                return "Unknown option: '" + first + "'";
            }
            CommandLine command = wrong.getCommandLine();
            return command.getSubcommands().isEmpty()
                    ? "There is an argument too many."
                    : "There is no such command; the commands of "
                            + command.getCommandName()
                            + " are "
                            + String.join(", ", command.getSubcommands().keySet())
                            + ".";
        }
        return wrong.getMessage();
    }

    private Program forSetup() {
        return new Program() {
            @Override
            public Map<String, String> environment() {
                return environment;
            }

            @Override
            public Map<String, String> properties() {
                Settings settings = settings();
                Console.showIf(verbose, new Redaction(settings.secrets()));
                return settings.properties();
            }

            @Override
            public String sentence(Throwable failure) {
                return new Redaction(settings().secrets()).apply(Sentence.of(failure));
            }
        };
    }

    @Override
    public Integer call() {
        if (listExamples) {
            for (Example example : Example.values()) {
                command.commandLine()
                        .getOut()
                        .printf("%-8s %s%n", example.word(), example.summary());
            }
            return ExitCode.OK;
        }
        return new Run(environment, workingDirectory, command.commandLine().getErr())
                .execute(request());
    }

    /** What the arguments that were read ask for. */
    Request request() {
        return new Request(routes, examples, properties, shutdownTimeout, verbose);
    }

    private Settings settings() {
        try {
            return Settings.of(workingDirectory, environment, properties);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private static Example example(String name) {
        return Example.named(name)
                .orElseThrow(
                        () ->
                                new CommandLine.TypeConversionException(
                                        "there is no example "
                                                + name
                                                + ", only "
                                                + Stream.of(Example.values())
                                                        .map(Example::word)
                                                        .collect(Collectors.joining(", "))));
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RunnerCommand.class.getPackage().getImplementationVersion();
            return new String[] {"camel-matrix " + (version == null ? "(not packaged)" : version)};
        }
    }
}
