// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.store;

/** State cannot be read or written; the message says where and why. */
public final class StateStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message where and why
     * @param cause what the system said, or null
     */
    public StateStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
