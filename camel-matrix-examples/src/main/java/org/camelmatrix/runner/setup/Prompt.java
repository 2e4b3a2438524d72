// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.io.Console;
import java.util.Optional;

/** Asks a person for a secret, without showing what is typed. */
@FunctionalInterface
public interface Prompt {

    /**
     * Asks.
     *
     * @param question what to ask for
     * @return what was typed; empty if nobody can be asked or nothing was typed
     */
    Optional<String> ask(String question);

    /** The console of this process, if it has one. */
    static Prompt console() {
        return question -> {
            Console console = System.console();
            char[] typed = console == null ? null : console.readPassword("%s: ", question);
            return Optional.ofNullable(typed).map(String::new).filter(text -> !text.isEmpty());
        };
    }
}
