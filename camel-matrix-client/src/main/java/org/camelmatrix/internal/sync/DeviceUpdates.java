// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import org.camelmatrix.internal.http.DeviceUpdate;

/**
 * Takes what {@code /sync} tells the account's device: to-device events, changed device lists, key
 * counts. The loop's thread calls.
 */
public interface DeviceUpdates {

    /** Whether anything of it is needed. If not, it is not even read. */
    boolean isWanted();

    /**
     * The token of the last answer that was taken; null if there was none.
     *
     * @throws RuntimeException if it cannot be known now; it is asked for again
     */
    String since();

    /**
     * Takes the device's part of an answer, before the events of its rooms are handed on. It has to
     * be stored, together with the token, when this returns: the next request has that token, and
     * then the homeserver deletes the to-device events. The same part may be delivered again after
     * a failure.
     *
     * @param update what the answer tells
     * @param nextBatch the token of the answer
     * @throws RuntimeException if it could not be stored; the same answer is asked for again
     */
    void take(DeviceUpdate update, String nextBatch);

    /** For an account without encryption of its own. */
    DeviceUpdates NONE =
            new DeviceUpdates() {
                @Override
                public boolean isWanted() {
                    return false;
                }

                @Override
                public String since() {
                    return null;
                }

                @Override
                public void take(DeviceUpdate update, String nextBatch) {
                    // nothing to store
                }
            };
}
