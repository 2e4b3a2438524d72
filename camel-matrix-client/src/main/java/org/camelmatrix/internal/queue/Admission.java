// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.util.List;
import java.util.OptionalLong;

/** What becomes of a send that is submitted. */
sealed interface Admission {

    /** What has to be done now. */
    default List<QueueAction> actions() {
        return List.of();
    }

    /** The caller's thread makes the first attempt. */
    record Direct(List<QueueAction> actions) implements Admission {}

    /** The send waits, or has failed: its actions tell. */
    record Taken(List<QueueAction> actions) implements Admission {}

    /**
     * The caller has to wait until there is capacity, and then to submit the send again.
     *
     * @param until when it has to submit it again at the latest
     */
    record Full(OptionalLong until) implements Admission {}
}
