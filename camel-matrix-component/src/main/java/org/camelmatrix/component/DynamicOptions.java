// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camelmatrix.MatrixConfigurationException;

/**
 * The options that the URI of an endpoint may have where an EIP has made it of a message, as {@code
 * recipientList} does: what comes from outside must not choose the server, the operation or a file.
 *
 * @param names those options
 */
record DynamicOptions(Set<String> names) {

    private static final String EIPS = "org.apache.camel.processor.";

    /** It asks for its endpoint when it starts, by the URI that the route has. */
    private static final String POLL = EIPS + "PollProcessor";

    static DynamicOptions of(String list) {
        return new DynamicOptions(OptionValues.names(list));
    }

    /**
     * Requires that there are such options.
     *
     * @throws MatrixConfigurationException naming those that there are not
     */
    void requireNames(OptionNames known) {
        Set<String> unknown = new TreeSet<>(names);
        unknown.removeAll(known.names());
        if (!unknown.isEmpty()) {
            throw new MatrixConfigurationException(
                    "The option dynamicOptions is not valid: "
                            + known.unknown(unknown).getMessage());
        }
    }

    /**
     * Refuses an option that a message must not bring.
     *
     * @throws MatrixConfigurationException naming it
     */
    void require(String name, Object value) {
        if (!names.contains(name)) {
            throw new MatrixConfigurationException(
                    "The option "
                            + OptionValues.shown(name)
                            + " is in a URI that is made for each message (recipientList,"
                            + " routingSlip, toD), where only "
                            + String.join(", ", names)
                            + " may be: set it on the component, name it in the URI of toD, or"
                            + " allow it by the component's option dynamicOptions");
        }
        if (value instanceof String text && text.startsWith("#")) {
            throw reference(name);
        }
    }

    static MatrixConfigurationException reference(String name) {
        return new MatrixConfigurationException(
                "The value of the option "
                        + name
                        + " comes from a message and begins with #: a message may not name a bean"
                        + " or a class");
    }

    /** Refuses options of an endpoint that an EIP has made of a message. */
    void require(Map<String, Object> parameters) {
        if (!names.containsAll(parameters.keySet()) || hasReference(parameters)) {
            if (isForMessage()) {
                parameters.forEach(this::require);
            }
        }
    }

    private static boolean hasReference(Map<String, Object> parameters) {
        return parameters.values().stream()
                .anyMatch(value -> value instanceof String text && text.startsWith("#"));
    }

    /**
     * Whether an EIP asks for the endpoint while it processes a message. Camel tells a component
     * nothing of that, so the callers tell it: routes that start ask by Camel's reifiers, and
     * applications by a template or by themselves.
     */
    private static boolean isForMessage() {
        return StackWalker.getInstance()
                .walk(
                        frames ->
                                frames.map(StackWalker.StackFrame::getClassName)
                                        .filter(DynamicOptions::isCaller)
                                        .findFirst())
                .filter(caller -> caller.startsWith(EIPS) && !caller.startsWith(POLL))
                .isPresent();
    }

    private static boolean isCaller(String name) {
        boolean camelsOwn =
                name.startsWith("org.apache.camel.impl.")
                        || name.startsWith("org.apache.camel.support.")
                        || name.startsWith("java.");
        boolean ours =
                name.equals(DynamicOptions.class.getName())
                        || name.equals(MatrixComponent.class.getName());
        return !ours
                && (!camelsOwn
                        || name.contains("ProducerTemplate")
                        || name.contains("ConsumerTemplate"));
    }
}
