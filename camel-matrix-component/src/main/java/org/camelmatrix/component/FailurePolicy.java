// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

/** What happens to a received event whose exchange failed. */
public enum FailurePolicy {
    /** It is handed over again after a pause, and its room waits for it. */
    RETRY,
    /** It is skipped, the exception handler is told, and the room goes on. */
    SKIP
}
