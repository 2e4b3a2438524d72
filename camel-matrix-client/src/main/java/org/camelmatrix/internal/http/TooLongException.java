// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.IOException;

/** An answer is longer than the request allowed; another attempt would end in the same way. */
public final class TooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    TooLongException(long maximum) {
        super("the answer is longer than " + maximum + " bytes");
    }
}
