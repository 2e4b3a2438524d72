// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.IOException;

/** The part of an answer of {@code /sync} that concerns the device does not fit into the memory. */
final class LargeDeviceUpdateException extends IOException {

    private static final long serialVersionUID = 1L;

    LargeDeviceUpdateException(long maximum) {
        super(
                "the to-device events and device lists of the answer have more than "
                        + maximum
                        + " bytes");
    }
}
