// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

/**
 * How a rate-limited answer says when to try again: section "Rate limiting". Clients meet all of
 * them.
 */
public enum RetryAfter {
    /** Only the {@code Retry-After} header, in whole seconds, rounded up. */
    SECONDS,
    /** Only the {@code Retry-After} header, as an HTTP date, rounded up to the next second. */
    HTTP_DATE,
    /** Only {@code retry_after_ms} in the body, which is deprecated since v1.10. */
    BODY,
    /** The header in seconds and {@code retry_after_ms} in the body, as Synapse does. */
    SECONDS_AND_BODY,
    /** Nothing: the client has to find a time of its own. */
    NONE;

    boolean inBody() {
        return this == BODY || this == SECONDS_AND_BODY;
    }

    boolean inSeconds() {
        return this == SECONDS || this == SECONDS_AND_BODY;
    }
}
