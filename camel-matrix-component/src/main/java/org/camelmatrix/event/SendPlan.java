package org.camelmatrix.event;

import java.util.List;

/** What a message becomes. */
public sealed interface SendPlan {

    /** The type of its events. */
    String type();

    /** A text that is the same for the same content. */
    String fingerprint();

    /**
     * Events to be sent in order.
     *
     * @param parts at least one
     */
    record Events(List<OutgoingEvent> parts) implements SendPlan {

        @Override
        public String type() {
            return parts.get(0).type();
        }

        @Override
        public String fingerprint() {
            return parts.toString();
        }
    }
}
