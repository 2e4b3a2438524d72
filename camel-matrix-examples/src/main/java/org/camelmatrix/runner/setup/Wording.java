// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.util.Map;
import java.util.Optional;
import org.camelmatrix.runner.names.OptionNames;
import org.camelmatrix.runner.names.OptionNames.Option;
import picocli.CommandLine;

/**
 * The component's sentences name its options; here they name what the command that failed has, or
 * where the user set the value.
 *
 * @param step the command that failed
 * @param properties what the properties set
 * @param environment what the environment sets
 */
record Wording(CommandLine step, Map<String, String> properties, Map<String, String> environment) {

    /** The options of commands that stand for one of the component's. */
    private static final Map<String, String> OPTIONS =
            Map.of(
                    "homeserverUrl", "--homeserver",
                    "userId", "--user",
                    "sessionStore", "--session-store");

    /** What has no option, as it is a secret. */
    private static final Map<String, String> SECRETS =
            Map.of("password", "the password", "authenticationToken", "the login token");

    /** What a route needs and a command does in another way. */
    private static final String TOKEN_OR_PASSWORD =
            "the option accessToken to a valid token, or userId and password";

    private static final String TOKEN_OR_LOGIN =
            "MATRIX_ACCESS_TOKEN to a valid token, or sign in with setup login";

    /** What a route needs and the command discover has in its argument. */
    private static final String URL_OR_USER =
            "the option homeserverUrl (or userId, which it is discovered from)";

    String of(String sentence) {
        String ofCommand =
                step.getCommandSpec().userObject() instanceof Discover
                        ? sentence.replace(URL_OR_USER, "the server name")
                        : sentence.replace(TOKEN_OR_PASSWORD, TOKEN_OR_LOGIN);
        return new OptionNames(option -> Optional.of(name(option))).apply(ofCommand);
    }

    private String name(Option option) {
        String ofCommand = OPTIONS.get(option.name());
        boolean has = ofCommand != null && step.getCommandSpec().findOption(ofCommand) != null;
        if (has
                && step.getParseResult() != null
                && step.getParseResult().hasMatchedOption(ofCommand)) {
            return ofCommand;
        }
        Optional<String> variable = option.variable();
        if (variable.map(environment::get).filter(value -> !value.isBlank()).isPresent()) {
            return variable.get();
        }
        String property = new Option(option.name(), "").property();
        if (properties.containsKey(property)) {
            return "the property " + option.property();
        }
        if (has) {
            return ofCommand;
        }
        if (SECRETS.containsKey(option.name())) {
            return SECRETS.get(option.name());
        }
        return variable.orElse("the property " + option.property());
    }
}
