// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm;

/**
 * A store of keys and sessions that cannot be used as it is. {@link #reason()} says what an
 * operator can do.
 */
public final class StoreException extends OlmException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why a store cannot be used. */
    public enum Reason {
        /**
         * Another process, or another part of this one, has the store open. Stop it, or use a
         * device and a store of its own.
         */
        IN_USE,
        /**
         * The store could not be read or written. Mend the medium (its space, its permissions),
         * then try again.
         */
        NOT_ACCESSIBLE,
        /**
         * What the store holds was changed or is incomplete. Restore the store as a whole, or sign
         * in as a new device.
         */
        DAMAGED,
        /** The store was written by a newer version of this program. Use that version. */
        NEWER_VERSION,
        /**
         * The store was closed, or a commit has failed in a way that leaves open what it did. Open
         * it again.
         */
        CLOSED
    }

    /**
     * @param reason why
     * @param message what was wrong, without a secret
     */
    public StoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * @param reason why
     * @param message what was wrong, without a secret
     * @param cause the failure of the medium
     */
    public StoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
