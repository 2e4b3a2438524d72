// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm;

/**
 * A key that is not there: a one-time key that was used or never made, a message key that was used
 * before, or a message from before the first index of a session. Another copy of the session may
 * have it; a retry with this one does not help.
 */
public final class KeyUnavailableException extends OlmException {
    private static final long serialVersionUID = 1;

    /**
     * @param message what was wrong, without any part of the input
     */
    public KeyUnavailableException(String message) {
        super(message);
    }
}
