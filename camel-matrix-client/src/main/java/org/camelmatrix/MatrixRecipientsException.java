// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A message with several recipients did not reach all of them. Sent again with the same exchange,
 * as Camel's redelivery does, it reaches those again that have it with the same transaction id, and
 * so is there once.
 */
public final class MatrixRecipientsException extends MatrixException {

    private static final long serialVersionUID = 1L;

    private final transient List<RecipientResult> results;

    /**
     * @param results what became of it at each recipient, at least one of which failed
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

    /** What became of the message at each recipient, in their order. */
    public List<RecipientResult> getResults() {
        return results;
    }

    /** Whether all that failed can succeed later. */
    @Override
    public boolean isRetryable() {
        return failures(results).stream().allMatch(each -> each.failure().isRetryable());
    }
}
