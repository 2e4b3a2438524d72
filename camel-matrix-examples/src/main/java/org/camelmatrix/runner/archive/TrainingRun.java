// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.camelmatrix.runner.embedded.StandIn;

/**
 * The program in a process of its own, in a folder of its own, which sends a few messages to a
 * stand-in in this process and ends by itself.
 *
 * <p>Used by one thread.
 */
final class TrainingRun implements AutoCloseable {

    private static final int SECONDS = 180;
    private static final String ROUTES = "training.yaml";
    private static final String OUTPUT = "output.txt";
    private static final int MESSAGES = 2;

    private final StandIn standIn;
    private final Path folder;
    private final Process process;

    private TrainingRun(StandIn standIn, Path folder, Process process) {
        this.standIn = standIn;
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts it with the Java of this process.
     *
     * @param jar the program
     * @param option the JVM's option that keeps what is loaded
     * @throws IOException if the process cannot be started, or its folder not be written
     */
    static TrainingRun start(Path jar, String option) throws IOException {
        StandIn standIn = new StandIn();
        Path folder = Files.createTempDirectory("camel-matrix-archive");
        standIn.start();
        try (InputStream routes = TrainingRun.class.getResourceAsStream(ROUTES)) {
            Files.copy(routes, folder.resolve(ROUTES));
            Files.writeString(
                    Files.createDirectory(folder.resolve("inbox")).resolve("hello.md"),
                    "# Hello\n\n| *from* | **a file** |\n|---|---|\n| `1` | 2 |\n");
            ProcessBuilder java =
                    new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            option,
                            "-jar",
                            jar.toString(),
                            ROUTES,
                            "--example=file",
                            "--property=camel.main.duration-max-messages=" + MESSAGES);
            Map<String, String> environment = java.environment();
            environment.keySet().removeIf(TrainingRun::wouldChangeIt);
            environment.put("MATRIX_HOMESERVER_URL", standIn.url().toString());
            environment.put("MATRIX_ACCESS_TOKEN", standIn.accessToken());
            environment.put("MATRIX_ROOM", StandIn.ROOM);
            return new TrainingRun(
                    standIn,
                    folder,
                    java.directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve(OUTPUT).toFile())
                            .start());
        } catch (IOException | RuntimeException e) {
            standIn.stop();
            delete(folder);
            throw e;
        }
    }

    private static boolean wouldChangeIt(String variable) {
        return variable.startsWith("MATRIX_")
                || variable.startsWith("CAMEL_")
                || variable.equals("JDK_JAVA_OPTIONS")
                || variable.equals("JAVA_TOOL_OPTIONS");
    }

    /**
     * Waits for its end.
     *
     * @return what it said if it failed; null if it did not
     */
    String failure() throws IOException, InterruptedException {
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        if (ended && process.exitValue() == 0) {
            return null;
        }
        String said = Files.readString(folder.resolve(OUTPUT), StandardCharsets.UTF_8);
        return ended ? said : "it was not done after " + SECONDS + " s; " + said;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        standIn.stop();
        delete(folder);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
