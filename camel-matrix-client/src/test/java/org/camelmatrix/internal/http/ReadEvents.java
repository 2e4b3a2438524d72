// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;

/** Reads events as they are read from answers, for tests in other packages. */
public final class ReadEvents {

    private ReadEvents() {}

    /** The event that a JSON text is; empty if it is none. */
    public static Optional<MatrixEvent> of(RoomId room, String json) throws IOException {
        return EventReader.single(
                room, new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
