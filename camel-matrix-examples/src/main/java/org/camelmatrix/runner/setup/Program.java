// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.util.Map;

/** What the commands get from the program that they belong to. */
public interface Program {

    /** The environment variables; empty ones count as not set. */
    Map<String, String> environment();

    /**
     * The properties that Camel Main would get for routes.
     *
     * @throws picocli.CommandLine.ParameterException if they cannot be read
     */
    Map<String, String> properties();

    /**
     * A failure as one sentence for a person, without the secrets that the program knows.
     *
     * @param failure what was thrown
     */
    String sentence(Throwable failure);
}
