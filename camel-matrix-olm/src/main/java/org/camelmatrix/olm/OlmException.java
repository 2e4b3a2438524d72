// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm;

/**
 * A message, a key or a stored state that cannot be used.
 *
 * <p>A call that throws it has changed nothing: the session or account is as it was before. No
 * message text holds a key or any part of the input.
 */
public abstract sealed class OlmException extends RuntimeException
        permits MalformedException,
                UnauthenticException,
                KeyUnavailableException,
                LimitException,
                StoreException {
    private static final long serialVersionUID = 1;

    OlmException(String message) {
        super(message);
    }

    OlmException(String message, Throwable cause) {
        super(message, cause);
    }
}
