// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.component.MatrixEndpoint;
import org.camelmatrix.event.Recipient;

/**
 * What the user calls the rooms that messages go to: as the route or the message names them, with
 * the room's id once.
 *
 * <p>Any thread may call.
 */
final class RoomNames {

    private static final String RECIPIENT = "CamelMatrixRunnerRecipient";
    private static final int REMEMBERED = 1_000;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Notes whom a message is sent to; the endpoint removes the header that may name it. */
    void sending(Exchange exchange, MatrixEndpoint endpoint) {
        String header =
                exchange.getMessage().getHeader(MatrixConstants.OVERRIDE_ROOM, String.class);
        exchange.setProperty(RECIPIENT, header == null ? endpoint.getRecipient() : header);
    }

    /** What to call the room that a message went to. */
    String name(Exchange exchange, String roomId) {
        String recipient = exchange.getProperty(RECIPIENT, String.class);
        if (recipient == null) {
            return roomId;
        }
        String name = readable(recipient);
        if (name.equals(roomId)) {
            return roomId;
        }
        String whole = name + " (" + roomId + ')';
        if (told.size() >= REMEMBERED) {
            told.clear();
        }
        return told.add(whole) ? whole : name;
    }

    private static String readable(String recipient) {
        try {
            return Recipient.parse(recipient).toString();
        } catch (IllegalArgumentException e) {
            return recipient;
        }
    }
}
