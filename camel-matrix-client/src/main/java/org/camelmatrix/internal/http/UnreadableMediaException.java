// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.IOException;

/** A file cannot be read, or has changed, while it is sent: another attempt would not help. */
final class UnreadableMediaException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableMediaException(String message, IOException cause) {
        super(message, cause);
    }
}
