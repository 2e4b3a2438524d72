// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives an account the name that people see. */
@Command(name = "display-name", description = "Set the name that people see.")
final class DisplayName extends AccountStep {

    @Parameters(
            arity = "1..*",
            paramLabel = "NAME",
            description = "The name; several words are one name.")
    private List<String> words;

    DisplayName(Program program) {
        super(program);
    }

    @Override
    String run(Connection connection, Sessions sessions) {
        String name = String.join(" ", words);
        SignedIn account = sessions.current();
        Connection.await(
                account.client()
                        .profiles()
                        .setProfileField(
                                account.credentials(), account.user(), "displayname", name));
        return "The name of " + account.user() + " is " + name + " now.";
    }
}
