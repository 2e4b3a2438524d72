// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged jar, run as a user runs it, and what it says. */
final class RunnerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final Thread reader;

    private RunnerProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "runner-output");
        reader.start();
    }

    static RunnerProcess start(Path directory, Map<String, String> environment, String... arguments)
            throws IOException {
        return start(List.of(), directory, environment, arguments);
    }

    /** The same with options of the JVM. */
    static RunnerProcess start(
            List<String> options,
            Path directory,
            Map<String, String> environment,
            String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Duser.home=" + System.getProperty("user.home"));
        command.addAll(options);
        command.addAll(List.of("-jar", System.getProperty("runner.jar")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(directory.toFile()).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("MATRIX_") || name.startsWith("CAMEL_"));
        builder.environment().putAll(environment);
        return new RunnerProcess(builder.start());
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(line -> output.append(line).append('\n'));
        } catch (IOException | UncheckedIOException e) {
            output.append(e);
        }
    }

    String output() {
        return output.toString();
    }

    void awaitOutput(String text) {
        await("\"" + text + "\" in the output")
                .atMost(PATIENCE)
                .failFast(() -> requireAliveUntil(text))
                .until(() -> output().contains(text));
    }

    private void requireAliveUntil(String text) {
        if (!reader.isAlive() && !output().contains(text)) {
            throw new AssertionError("the runner ended without \"" + text + "\":\n" + output);
        }
    }

    /** The exit code, once the process has ended by itself and its output is read. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the runner goes on:\n" + output);
        }
        reader.join();
        return process.exitValue();
    }

    /** Tells the process to stop, as Ctrl-C does, and waits for its end. */
    void stop() throws InterruptedException {
        process.toHandle().destroy(); // Process.destroy() would close the output, too
        exitCode();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
