package org.camelmatrix.contract;

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
}
