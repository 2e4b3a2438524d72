// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

/** What becomes of a text that is too large for one event. */
public enum Oversize {
    /** It is refused. */
    FAIL,
    /** It is sent in several events, one after the other. */
    SPLIT,
    /** It is sent as a file, whose caption is the beginning of the text. */
    FILE
}
