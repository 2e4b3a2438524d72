package org.camelmatrix.runner.setup;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives an account the name that people see. */
@Command(name = "display-name", description = "Set the name that people see.")
final class DisplayName extends AccountStep {

    @Parameters(paramLabel = "NAME", description = "The name, in quotes if it has spaces.")
    private String name;

    DisplayName(Program program) {
        super(program);
    }

    @Override
    String run(Connection connection, Sessions sessions) {
        SignedIn account = sessions.current();
        Connection.await(
                account.client()
                        .setProfileField(
                                account.credentials(), account.user(), "displayname", name));
        return "The name of " + account.user() + " is " + name + " now.";
    }
}
