// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

/** What is done in a room that another room has replaced. */
public enum UpgradePolicy {

    /** It is done in the room that replaces it. */
    FOLLOW,

    /** It is not done, and the failure names the room that replaces it. */
    REFUSE,

    /** It is done in the room that is named, for as long as the homeserver lets it. */
    STAY
}
