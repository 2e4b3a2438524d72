// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm;

/**
 * An input beyond a bound of this module, such as a message that is too large or too far ahead in
 * its chain. Nothing was computed for it.
 */
public final class LimitException extends OlmException {
    private static final long serialVersionUID = 1;

    /**
     * @param message what was wrong, without any part of the input
     */
    public LimitException(String message) {
        super(message);
    }
}
