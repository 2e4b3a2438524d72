// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.encryption;

import org.camelmatrix.MatrixRejectedException;

/** Why a file that nothing encrypts is not uploaded. */
final class FileRefusal {

    private FileRefusal() {}

    /**
     * Requires that a file may be read by everybody at the homeserver.
     *
     * @throws MatrixRejectedException if the file is for an encrypted room
     */
    static void requireUnencrypted(Destination destination) {
        if (destination.isEncrypted()) {
            throw new MatrixRejectedException(
                    "No file can be sent to an encrypted room ("
                            + destination.room()
                            + "), where everybody at the homeserver could read it: send it to a"
                            + " room without encryption");
        }
    }
}
