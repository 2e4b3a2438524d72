// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

/** Where a homeserver ends the pages of {@code /messages}: section "Getting events for a room". */
public enum HistoryPages {
    /** Where {@code to} says, as Synapse does. */
    END_AT_TO,
    /** At the beginning or the end of the room: it ignores {@code to}. */
    IGNORE_TO
}
