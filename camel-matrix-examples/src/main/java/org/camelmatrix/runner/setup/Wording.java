package org.camelmatrix.runner.setup;

import java.util.List;

/** The component's sentences name its options; here those have other names. */
final class Wording {

    /**
     * @param option what the component says
     * @param here what says the same to a person at the command line
     */
    private record Name(String option, String here) {}

    /** Whole phrases before their parts. */
    private static final List<Name> NAMES =
            List.of(
                    new Name(
                            "the option accessToken to a valid token, or userId and password",
                            "MATRIX_ACCESS_TOKEN to a valid token, or sign in with setup login"),
                    new Name("the options userId and password", "the user id and the password"),
                    new Name("the option authenticationToken", "the login token"),
                    new Name("the option homeserverUrl", "--homeserver"),
                    new Name("whether homeserverUrl is", "whether --homeserver is"),
                    new Name("the option accessToken", "MATRIX_ACCESS_TOKEN"),
                    new Name("the option sessionStore", "--session-store"));

    private Wording() {}

    static String ofSetup(String sentence) {
        String reworded = sentence;
        for (Name name : NAMES) {
            reworded = reworded.replace(name.option(), name.here());
        }
        return reworded;
    }
}
