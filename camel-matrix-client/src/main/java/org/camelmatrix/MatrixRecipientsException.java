// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A message with several recipients did not reach all of them. A redelivery sends to all recipients
 * again with the same transaction ids, so no recipient gets it twice.
 */
public final class MatrixRecipientsException extends MatrixException {

    private static final long serialVersionUID = 1L;

    private final transient List<RecipientResult> results;

    /**
     * @param results the result for each recipient; at least one is a failure
     */
    public MatrixRecipientsException(List<RecipientResult> results) {
        super(message(results), 0, null, failures(results).get(0).failure());
        this.results = List.copyOf(results);
    }

    private static List<RecipientResult> failures(List<RecipientResult> results) {
        return results.stream().filter(RecipientResult::isFailed).toList();
    }

    private static String message(List<RecipientResult> results) {
        List<RecipientResult> failures = failures(results);
        return "The message reached "
                + (results.size() - failures.size())
                + " of "
                + results.size()
                + " recipients, and not "
                + failures.stream()
                        .map(each -> each.recipient() + " (" + each.failure().getMessage() + ')')
                        .collect(Collectors.joining(", "));
    }

    /** The result for each recipient, in the order of the recipients. */
    public List<RecipientResult> getResults() {
        return results;
    }

    /** Whether a retry can help for every recipient that the message did not reach. */
    @Override
    public boolean isRetryable() {
        return failures(results).stream().allMatch(each -> each.failure().isRetryable());
    }
}
