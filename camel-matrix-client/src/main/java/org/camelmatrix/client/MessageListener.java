// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.client;

import org.camelmatrix.event.MatrixEvent;

/** Takes the events of a room, one after the other and in order. */
@FunctionalInterface
public interface MessageListener {

    /**
     * Takes one event. When this returns, the event is processed and is not handed over again.
     *
     * @param event the event
     * @throws Exception if the event could not be processed; it is handed over again after a pause,
     *     and the later events of the room wait for it
     */
    void onEvent(MatrixEvent event) throws Exception;
}
