// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the tests in a process of its own, which starts fast rather than runs fast. */
final class JavaProcess {

    /** What a process that SIGKILL has ended leaves as its exit value. */
    static final int KILLED = 128 + 9;

    private JavaProcess() {}

    static ProcessBuilder of(Class<?> program, List<String> arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                program.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /** Lets a process write to its output what its threads are at. */
    static void writeThreads(Process process) {
        try {
            new ProcessBuilder("kill", "-QUIT", String.valueOf(process.pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
