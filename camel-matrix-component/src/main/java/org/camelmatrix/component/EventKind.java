// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import org.camelmatrix.MatrixRejectedException;

/**
 * Which events a message is about. What a received message says of itself (CamelMatrixEventType,
 * CamelMatrixStateKey) has no say in it.
 *
 * @param type the type, or null
 * @param stateKey the state key, empty where nobody names one
 */
record EventKind(String type, String stateKey) {

    static EventKind of(OperationCall call) {
        String type = call.text(MatrixConstants.OVERRIDE_EVENT_TYPE);
        String key = call.message().getHeader(MatrixConstants.OVERRIDE_STATE_KEY, String.class);
        String usualKey = call.options().getStateKey();
        return new EventKind(
                type == null ? call.options().getEventType() : type,
                key != null ? key : usualKey == null ? "" : usualKey);
    }

    /**
     * The same where there has to be a type.
     *
     * @throws MatrixRejectedException if nobody names one
     */
    static EventKind required(OperationCall call) {
        EventKind kind = of(call);
        if (kind.type() == null || kind.type().isBlank()) {
            throw new MatrixRejectedException(
                    "The type of the event is missing: set the option eventType, or the header "
                            + MatrixConstants.OVERRIDE_EVENT_TYPE);
        }
        return kind;
    }
}
