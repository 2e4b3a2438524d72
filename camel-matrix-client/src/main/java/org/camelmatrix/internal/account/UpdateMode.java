// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

/** What becomes of a message when another one with the same key follows. */
public enum UpdateMode {
    /** The first message gets the other's text (Client-Server API, "Event replacements"). */
    EDIT,
    /** The other goes into a thread below the first (Client-Server API, "Threading"). */
    THREAD,
    /** The message is taken back, and the other is sent anew. */
    REPLACE
}
