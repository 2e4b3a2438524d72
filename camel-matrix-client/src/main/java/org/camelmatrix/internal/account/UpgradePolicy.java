// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

/** What to do if a message or request names a room that another room has replaced. */
public enum UpgradePolicy {

    /** Use the room that replaces it. */
    FOLLOW,

    /** Fail, and name the room that replaces it. */
    REFUSE,

    /** Use the room that is named, as long as the homeserver allows it. */
    STAY
}
