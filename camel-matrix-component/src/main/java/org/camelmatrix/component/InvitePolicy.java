// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

/** Whose invitations an account accepts. */
public enum InvitePolicy {
    /** Nobody's. */
    NEVER,
    /** Those of users whom the option invitesFrom names. */
    LISTED,
    /** Anybody's. */
    ANY
}
