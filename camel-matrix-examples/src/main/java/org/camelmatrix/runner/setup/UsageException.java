// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

/** Something that the person has to give or to change; the message is a sentence that says what. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
