// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One command of setup: does something over a connection, and says what it did. */
@Command(sortOptions = false)
abstract class Step implements Callable<Integer> {

    private final Program program;

    @Spec private CommandSpec command;

    @Mixin private HelpOption help;

    Step(Program program) {
        this.program = program;
    }

    @Override
    public final Integer call() throws IOException {
        try (Connection connection = Connection.open(program)) {
            command.commandLine().getOut().println(run(connection));
            return ExitCode.OK;
        }
    }

    Program program() {
        return program;
    }

    /**
     * Does it.
     *
     * @return what was done, in a line or two
     * @throws UsageException if something is missing or wrong
     * @throws org.camelmatrix.MatrixException if the homeserver or the network refuses it
     * @throws IOException if a file or standard input cannot be read
     */
    abstract String run(Connection connection) throws IOException;
}
