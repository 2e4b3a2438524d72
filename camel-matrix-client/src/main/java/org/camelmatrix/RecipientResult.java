// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import java.util.List;

/**
 * What became of a message at one of its recipients.
 *
 * @param recipient the recipient, as the message names it
 * @param roomId its room; null where the operation tells none
 * @param eventIds the events that were sent, in order; may be empty
 * @param body what the operation gives as the body, such as what it has read; null where it gives
 *     none
 * @param failure why it failed; null where it did not
 */
public record RecipientResult(
        String recipient,
        String roomId,
        List<String> eventIds,
        Object body,
        MatrixException failure) {

    public RecipientResult {
        eventIds = List.copyOf(eventIds);
    }

    /** Whether it failed. */
    public boolean isFailed() {
        return failure != null;
    }
}
