// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** {@code camel-matrix setup} in this process, with a person and a shell that exist on paper. */
final class SetupRun {

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final Deque<String> typed = new ArrayDeque<>();
    private final List<String> questions = new ArrayList<>();
    private String input = "";
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    SetupRun(Path directory) {
        this.directory = directory;
    }

    SetupRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    SetupRun without(String variable) {
        environment.remove(variable);
        return this;
    }

    SetupRun types(String... answers) {
        typed.addAll(List.of(answers));
        return this;
    }

    SetupRun input(String lines) {
        this.input = lines;
        return this;
    }

    /** The exit code of {@code setup} with these arguments. */
    int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine command =
                RunnerCommand.commandLine(
                        environment,
                        directory,
                        question -> {
                            questions.add(question);
                            return Optional.ofNullable(typed.poll());
                        },
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("setup"));
        all.addAll(List.of(arguments));
        return command.execute(all.toArray(String[]::new));
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    List<String> questions() {
        return questions;
    }
}
