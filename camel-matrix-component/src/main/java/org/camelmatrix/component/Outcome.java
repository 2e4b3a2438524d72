// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.List;
import java.util.Map;
import org.camelmatrix.RecipientResult;
import org.camelmatrix.internal.account.KeyedMessage;
import org.camelmatrix.internal.account.SentMessage;

/** What an operation leaves in the message. */
sealed interface Outcome {

    /** Nothing to tell. */
    Outcome DONE = new Headers(Map.of());

    /** What was sent, or null where no event was. */
    default SentMessage sent() {
        return null;
    }

    /**
     * Events were sent.
     *
     * @param message where they are
     */
    record Sent(SentMessage message) implements Outcome {

        @Override
        public SentMessage sent() {
            return message;
        }
    }

    /**
     * Several recipients were asked.
     *
     * @param results what became of each
     * @param outcomes what those gave that succeeded
     */
    record Several(List<RecipientResult> results, List<Outcome> outcomes) implements Outcome {}

    /**
     * A message was sent that is the next state of another, or a first one.
     *
     * @param message where it is
     */
    record Updated(KeyedMessage message) implements Outcome {

        @Override
        public SentMessage sent() {
            return message.message();
        }
    }

    /**
     * The body stays as it is.
     *
     * @param headers what to tell, by the names of headers
     */
    record Headers(Map<String, Object> headers) implements Outcome {}

    /**
     * The homeserver's answer is the body.
     *
     * @param body the answer, or null
     * @param headers what else to tell, by the names of headers
     */
    record Body(Object body, Map<String, Object> headers) implements Outcome {

        Body(Object body) {
            this(body, Map.of());
        }
    }
}
