package org.camelmatrix;

import java.util.List;

/**
 * What became of a message at one of its recipients.
 *
 * @param recipient the recipient, as the message names it
 * @param roomId its room; null where nothing was sent
 * @param eventIds the events that were sent, in order; may be empty
 * @param failure why it failed; null where it did not
 */
public record RecipientResult(
        String recipient, String roomId, List<String> eventIds, MatrixException failure) {

    public RecipientResult {
        eventIds = List.copyOf(eventIds);
    }

    /** Whether it failed. */
    public boolean isFailed() {
        return failure != null;
    }
}
