// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm;

/**
 * A message authentication code or a signature that does not fit: the message was changed, or it
 * was made with other keys. A retry does not help. Where this follows a message of a known device,
 * the session with it may have to be replaced.
 */
public final class UnauthenticException extends OlmException {
    private static final long serialVersionUID = 1;

    /**
     * @param message what was wrong, without any part of the input
     */
    public UnauthenticException(String message) {
        super(message);
    }
}
