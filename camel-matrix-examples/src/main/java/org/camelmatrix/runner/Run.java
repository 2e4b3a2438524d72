// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.camel.RoutesBuilder;
import picocli.CommandLine.ExitCode;

/** The command without its arguments' reading: runs what was asked for until it is stopped. */
final class Run {

    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final PrintWriter err;

    /**
     * @param err where it is said why it did not run
     */
    Run(Map<String, String> environment, Path workingDirectory, PrintWriter err) {
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.err = err;
    }

    /**
     * Returns when the routes have stopped.
     *
     * @return the exit code: 0 stopped, 1 failed, 2 wrong use
     */
    int execute(Request request) {
        List<Path> files;
        OptionalInt shutdownSeconds;
        Settings settings;
        try {
            files = new RouteFiles(workingDirectory).of(request.routes());
            shutdownSeconds = shutdownSeconds(request);
            settings = Settings.of(workingDirectory, environment, request.properties());
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println(CamelMatrix.seeHelpOf(CamelMatrix.NAME));
            return ExitCode.USAGE;
        }
        Ahead.begin(settings.mayUseTls());
        Redaction redaction = new Redaction(settings.secrets());
        Console.show(request.verbose(), redaction, settings.names(environment)::apply);
        try {
            return new Runner(
                            workingDirectory,
                            environment,
                            settings,
                            shutdownSeconds,
                            request.verbose())
                    .run(routesBuilders(files, request.examples()), job(request));
        } catch (Exception e) {
            err.println(redaction.apply(settings.names(environment).apply(Sentence.of(e))));
            if (request.verbose()) {
                Console.trace(e, redaction);
            }
            return ExitCode.SOFTWARE;
        }
    }

    private static OptionalInt shutdownSeconds(Request request) {
        if (request.shutdownTimeout() == null) {
            return OptionalInt.empty();
        }
        if (request.shutdownTimeout() < 1) {
            throw new IllegalArgumentException("--shutdown-timeout is at least 1 second");
        }
        return OptionalInt.of(request.shutdownTimeout());
    }

    private static Runner.Job job(Request request) {
        if (request.examples().stream().anyMatch(Example::isBot)) {
            return Runner.Job.BOTS;
        }
        if (!request.examples().isEmpty()) {
            return Runner.Job.EXAMPLES;
        }
        return request.routes().isEmpty() ? Runner.Job.INBOX : Runner.Job.OWN_ROUTES;
    }

    private static List<RoutesBuilder> routesBuilders(List<Path> files, List<Example> examples)
            throws Exception {
        List<RoutesBuilder> builders = new ArrayList<>();
        if (!files.isEmpty()) {
            builders.add(RouteResources.files(files));
        }
        List<Example> chosen =
                files.isEmpty() && examples.isEmpty() ? List.of(Example.FILE) : examples;
        for (Example example : new LinkedHashSet<>(chosen)) {
            builders.add(example.routes());
        }
        return builders;
    }
}
