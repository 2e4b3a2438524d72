// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/** The program {@code camel-matrix}: runs Camel routes to and from Matrix rooms. */
public final class CamelMatrix {

    static final String NAME = "camel-matrix";

    private CamelMatrix() {}

    /**
     * Runs the command and ends the process with its exit code: 0 stopped, 1 failed, 2 wrong use.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String... arguments) {
        Console.useBeforeAnyLogger();
        System.exit(execute(System.getenv(), Path.of(""), arguments));
    }

    /** Reading the command's own description takes longer than a tenth of a start. */
    private static int execute(
            Map<String, String> environment, Path workingDirectory, String... arguments) {
        Request request = Request.plain(arguments);
        return request != null
                ? new Run(environment, workingDirectory, new PrintWriter(System.err, true))
                        .execute(request)
                : RunnerCommand.commandLine(environment, workingDirectory).execute(arguments);
    }

    static String seeHelpOf(String command) {
        return "See " + command + " --help.";
    }
}
