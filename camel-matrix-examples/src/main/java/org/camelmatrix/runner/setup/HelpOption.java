// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import picocli.CommandLine.Option;

/** What every command has. */
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;
}
