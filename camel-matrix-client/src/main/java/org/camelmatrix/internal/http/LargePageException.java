// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.IOException;

/** A part of a history is larger than the memory for it; a smaller one may fit. */
public final class LargePageException extends IOException {

    private static final long serialVersionUID = 1L;

    LargePageException() {
        super("the part of the history is too large");
    }
}
