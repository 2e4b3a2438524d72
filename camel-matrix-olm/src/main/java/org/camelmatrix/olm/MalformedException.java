// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm;

/**
 * Bytes or JSON that do not have the specified form: a wrong version, length or encoding, or a
 * missing field. The sender wrote it wrongly, or it was damaged on its way. A retry does not help.
 */
public final class MalformedException extends OlmException {
    private static final long serialVersionUID = 1;

    /**
     * @param message what was wrong, without any part of the input
     */
    public MalformedException(String message) {
        super(message);
    }

    /**
     * @param message what was wrong, without any part of the input
     * @param cause the failure of the decoder
     */
    public MalformedException(String message, Throwable cause) {
        super(message, cause);
    }
}
