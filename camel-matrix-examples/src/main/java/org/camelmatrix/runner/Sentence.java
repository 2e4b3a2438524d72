// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.RuntimeCamelException;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.store.StateStoreException;

/** A failure as one line for a person: what is at its root, without what Camel wraps around it. */
final class Sentence {

    private static final int LONGEST = 400;

    /** Camel refuses the URI {@code matrix:} before the component sees it. */
    private static final String NO_ROOM =
            " names no room: write matrix:!id:server, matrix:#alias:server, matrix:@user:server, or"
                    + " matrix:* for rooms that the messages name; where the room is a property,"
                    + " check that it is set";

    /** Lines that point at a character of the line above; in one line they point nowhere. */
    private static final Set<String> MARKERS = Set.of("", "^", "*");

    /** Failures whose message is a sentence without the name of the class. */
    private static final Set<Class<?>> SELF_EXPLAINING =
            Set.of(
                    IllegalArgumentException.class,
                    IllegalStateException.class,
                    RuntimeException.class,
                    Exception.class,
                    IOException.class,
                    StateStoreException.class);

    private Sentence() {}

    static String of(Throwable failure) {
        Throwable root = root(failure);
        if (root instanceof URISyntaxException uri && uri.getInput().startsWith("matrix:")) {
            return route(failure) + "The URI " + uri.getInput() + NO_ROOM;
        }
        String message = root.getMessage();
        if (message == null || message.isBlank()) {
            return root.getClass().getSimpleName();
        }
        String line =
                message.lines()
                        .map(String::strip)
                        .filter(part -> !MARKERS.contains(part))
                        .collect(Collectors.joining(" "));
        String sentence =
                explainsItself(root) ? line : root.getClass().getSimpleName() + ": " + line;
        return route(failure) + shortened(sentence);
    }

    private static String shortened(String sentence) {
        return sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST) + '…';
    }

    /** Which route cannot be made, and where it is written, as far as Camel knows it. */
    private static String route(Throwable failure) {
        boolean ofRoute =
                !isExpected(failure) || root(failure) instanceof MatrixConfigurationException;
        for (Throwable part = failure; part != null && ofRoute; part = part.getCause()) {
            if (part instanceof FailedToCreateRouteException route && route.getRouteId() != null) {
                return "Route " + route.getRouteId() + place(route.getLocation()) + ": ";
            }
            if (part instanceof FailedToStartRouteException route && isOfOption(failure)) {
                return "Route " + route.getRouteId() + place(route.getLocation()) + ": ";
            }
        }
        return "";
    }

    /** An account that is wrong is not the fault of the route that uses it first. */
    private static boolean isOfOption(Throwable failure) {
        return !isExpected(failure) || root(failure).getMessage().startsWith("The option ");
    }

    private static String place(String location) {
        return location == null || location.isBlank()
                ? ""
                : " (" + location.replaceFirst("^(file|classpath):", "") + ')';
    }

    /** Whether a person expects this failure, so that nobody needs to see where it happened. */
    static boolean isExpected(Throwable failure) {
        return root(failure) instanceof MatrixException;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (!(root instanceof MatrixException
                        || root instanceof StateStoreException
                        || root instanceof ExpressionIllegalSyntaxException)
                && root.getCause() != null
                && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static boolean explainsItself(Throwable root) {
        return root instanceof MatrixException
                || root instanceof RuntimeCamelException
                || root.getClass().getName().startsWith("org.apache.camel.")
                || root.getClass().getName().startsWith("org.snakeyaml.")
                || SELF_EXPLAINING.contains(root.getClass());
    }
}
