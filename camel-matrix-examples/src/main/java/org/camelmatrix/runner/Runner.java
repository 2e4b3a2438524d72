// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.main.MainListenerSupport;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.runner.embedded.StandIn;
import org.camelmatrix.runner.names.OptionNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;

/** Runs routes by Camel Main until the process is told to stop. */
final class Runner {

    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    /** How long routes may take to stop when nothing else is said. */
    static final int SHUTDOWN_SECONDS = 10;

    private static final String HELLO =
            """
            # Hello from Camel

            A file that you drop into the folder `inbox` becomes a **message** in the room.

            | step | what happens |
            | ---- | ------------ |
            | 1    | the file is *read* |
            | 2    | its Markdown goes to the room |
            | 3    | it moves to `inbox/.sent` |
            """;

    /** What is run. */
    enum Job {
        /** The example file, as nothing else was asked for. */
        INBOX,
        /** Examples, perhaps with routes of the user's own. */
        EXAMPLES,
        /** The same with a bot among them, which needs a room where others write: no demo. */
        BOTS,
        /** The user's routes only, which bring what they need. */
        OWN_ROUTES
    }

    private final Path workingDirectory;
    private final Map<String, String> environment;
    private final Settings settings;
    private final OptionalInt shutdownSeconds;
    private final OptionNames names;
    private final boolean verbose;
    private RouteReport report;

    /**
     * @param shutdownSeconds how long routes may take to stop; if empty, what the settings say
     */
    Runner(
            Path workingDirectory,
            Map<String, String> environment,
            Settings settings,
            OptionalInt shutdownSeconds,
            boolean verbose) {
        this.workingDirectory = workingDirectory;
        this.environment = environment;
        this.settings = settings;
        this.shutdownSeconds = shutdownSeconds;
        this.names = settings.names(environment);
        this.verbose = verbose;
    }

    /**
     * Returns when the process is told to stop, or when the run is over that the settings limit.
     *
     * @return the exit code
     * @throws Exception if the routes cannot start
     */
    int run(List<RoutesBuilder> routes, Job job) throws Exception {
        boolean demo = settings.nameNoAccount() && job != Job.BOTS;
        Settings effective = demo ? settings.withRoom(StandIn.ROOM) : settings;
        List<UnknownVariable> unknown = Settings.unknownVariables(environment);
        Optional<String> refusalOfDemo =
                unknown.stream().map(UnknownVariable::refusalOfDemo).findFirst();
        if (!demo || job == Job.OWN_ROUTES) {
            unknown.stream().flatMap(each -> each.warning().stream()).forEach(LOG::warn);
        }
        if (job != Job.OWN_ROUTES) {
            Optional<String> lack = demo ? refusalOfDemo : effective.lack();
            if (lack.isPresent()) {
                throw new MatrixConfigurationException(lack.get());
            }
        }
        if (demo && job == Job.INBOX) {
            writeHello();
        }
        String room = effective.properties().get(Settings.ROOM);
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.addInitialProperty("camel.main.yamlDslCompactNotationWarn", "false");
        effective.placeholders(environment).forEach(main::addOverrideProperty);
        main.configure().setShutdownTimeout(SHUTDOWN_SECONDS);
        main.configure().setRoutesBuilders(routes);
        main.addMainListener(
                new MainListenerSupport() {
                    @Override
                    public void beforeConfigure(BaseMainSupport support) {
                        prepare(
                                support.getCamelContext(),
                                new Servers(
                                        support.getCamelContext(),
                                        demo,
                                        refusalOfDemo,
                                        job == Job.OWN_ROUTES ? null : room));
                    }

                    @Override
                    public void afterConfigure(BaseMainSupport support) {
                        shutdownSeconds.ifPresent(
                                support.getCamelContext().getShutdownStrategy()::setTimeout);
                    }

                    @Override
                    public void beforeStop(BaseMainSupport support) {
                        LOG.info("Stopping");
                    }
                });
        try {
            main.run();
            return exitCode(main);
        } catch (Exception failure) {
            Exception e = RoutePlace.added(failure, main.getCamelContext());
            main.stop();
            throw Sentence.of(e).contains('[' + Settings.ROOM + ']')
                    ? new MatrixConfigurationException(
                            "The routes send to {{matrix.room}}, which is not known: set"
                                    + " MATRIX_ROOM",
                            e)
                    : e;
        }
    }

    private void prepare(CamelContext context, Servers servers) {
        // Camel would let a variable of the environment, such as MATRIX_ROOM or PATH, win over
        // --property
        ((PropertiesComponent) context.getPropertiesComponent())
                .setEnvironmentVariableMode(
                        PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_FALLBACK);
        context.getCamelContextExtension().registerEndpointCallback(servers);
        report = new RouteReport(servers, names, verbose);
        context.getManagementStrategy().addEventNotifier(report);
    }

    /** A run that ends by itself has failed if a message has; one that is stopped has not. */
    private int exitCode(Main main) {
        MainConfigurationProperties limits = main.configure();
        boolean endsByItself =
                limits.getDurationMaxMessages() > 0
                        || limits.getDurationMaxSeconds() > 0
                        || limits.getDurationMaxIdleSeconds() > 0;
        return endsByItself && report.hasFailure()
                ? ExitCode.SOFTWARE
                : Math.max(ExitCode.OK, main.getExitCode());
    }

    private void writeHello() throws IOException {
        Path inbox = workingDirectory.resolve("inbox");
        Files.createDirectories(inbox);
        if (isEmpty(inbox)) {
            Files.writeString(inbox.resolve("hello.md"), HELLO);
            LOG.info("Wrote inbox/hello.md as a first message; drop more files into inbox");
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(
                        folder, file -> !file.getFileName().toString().startsWith("."))) {
            return !files.iterator().hasNext();
        }
    }
}
