// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import org.apache.camel.Message;
import org.camelmatrix.MatrixRejectedException;

/**
 * The headers that say what one message asks for. All of them, and no others, begin with {@code
 * CamelMatrixOverride}. They apply to one send and are removed after it.
 */
final class SteeringHeaders {

    static final String PREFIX = "CamelMatrixOverride";

    private static final String OURS = "CamelMatrix";

    private SteeringHeaders() {}

    /**
     * Refuses a header by its former name, which would be ignored without a word.
     *
     * @throws MatrixRejectedException naming the present header
     */
    static void requirePresentNames(Message message) {
        if (!message.hasHeaders()) {
            return;
        }
        for (String name : message.getHeaders().keySet()) {
            if (begins(name, OURS) && !begins(name, PREFIX)) {
                String present = FormerNames.ofHeader(name);
                if (present != null) {
                    throw new MatrixRejectedException(
                            "There is no header " + name + ": it is called " + present + " now");
                }
            }
        }
    }

    /** Removes them, so that they do not apply to what the exchange sends next. */
    static void remove(Message message) {
        if (message.hasHeaders()) {
            message.getHeaders().keySet().removeIf(name -> begins(name, PREFIX));
        }
    }

    private static boolean begins(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
