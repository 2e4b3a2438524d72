// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.archive;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the file that makes later starts a third to a half shorter. */
@Command(
        name = "archive",
        sortOptions = false,
        description = {
            "Write a file that makes later starts a third to a half shorter, and say how to use"
                    + " it.",
            "It is for this jar and this Java, and neither asks nor reaches any homeserver: write it"
                    + " again after an update."
        })
public final class Archive implements Callable<Integer> {

    private final Path workingDirectory;

    @Spec private CommandSpec command;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "The file. Default: camel-matrix.aot in this folder, or camel-matrix.jsa before"
                            + " Java 25.")
    private Path file;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    /**
     * @param workingDirectory where a file without a folder is written
     */
    public Archive(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ArchiveKind kind = ArchiveKind.of(Runtime.version());
        Path target = file == null ? Path.of("camel-matrix." + kind.extension()) : file;
        Path absolute = workingDirectory.resolve(target).toAbsolutePath();
        if (absolute.getParent() == null || !Files.isDirectory(absolute.getParent())) {
            throw new ParameterException(
                    command.commandLine(), "There is no folder for the file " + target);
        }
        Path jar = jar();
        Path fresh = absolute.resolveSibling(absolute.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (TrainingRun run = TrainingRun.start(jar, kind.writing(fresh))) {
            String failure = run.failure();
            if (failure != null || !Files.isRegularFile(fresh)) {
                command.commandLine()
                        .getErr()
                        .println(
                                "Java wrote no file "
                                        + target
                                        + (failure == null ? "" : ": " + failure.strip()));
                return ExitCode.SOFTWARE;
            }
        }
        Files.move(fresh, absolute, StandardCopyOption.REPLACE_EXISTING);
        command.commandLine()
                .getOut()
                .printf(
                        "Wrote %s. Start with it:%n  java %s -jar %s …%n",
                        target,
                        quoted(kind.reading(target)),
                        quoted(System.getProperty("java.class.path")));
        return ExitCode.OK;
    }

    private static String quoted(String argument) {
        return argument.indexOf(' ') < 0 ? argument : '"' + argument + '"';
    }

    private Path jar() {
        try {
            Path code =
                    Path.of(
                            Archive.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            if (Files.isRegularFile(code)) {
                return code;
            }
        } catch (URISyntaxException e) {
            // no file either
        }
        throw new ParameterException(
                command.commandLine(), "This is not run from camel-matrix.jar, and only that can");
    }
}
