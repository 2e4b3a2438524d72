// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.Relation;
import org.camelmatrix.internal.account.KeyedUpdate;
import org.camelmatrix.internal.account.UpdateMode;
import org.camelmatrix.internal.message.Edit;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.camelmatrix.store.StateStore;

/**
 * Messages of one endpoint that are states of the same thing where their keys are the same.
 *
 * <p>Any thread may call.
 *
 * @param key gives a message's key
 * @param end tells whether a message is the last one for its key, or null for never
 * @param mode what becomes of the message before
 * @param store where it is kept which message a key has
 */
record KeyedMessages(Expression key, Predicate end, UpdateMode mode, StateStore store) {

    /**
     * What an exchange is the next state of.
     *
     * @param plan what it says
     * @param lasting whether it is known again when it comes once more after a restart
     * @throws MatrixRejectedException if it has no key, or does not fit into one event
     */
    KeyedUpdate of(Exchange exchange, SendPlan plan, boolean lasting) {
        String name = key.evaluate(exchange, String.class);
        if (name == null || name.isBlank()) {
            throw new MatrixRejectedException(
                    "The option updateKey gives nothing for this message: change its expression, or"
                            + " set the header that it reads");
        }
        if (!plan.files().isEmpty() && !(plan instanceof SendPlan.FileThenEvent)) {
            throw new MatrixRejectedException(
                    "A message with updateKey is a text, and this one has files: send them by an"
                            + " endpoint without updateKey, or set the option media=never");
        }
        if (!(plan instanceof SendPlan.Events events) || events.parts().size() != 1) {
            throw new MatrixRejectedException(
                    "A message with updateKey has to fit into one event, and this text does not:"
                            + " shorten it");
        }
        OutgoingEvent event = events.parts().get(0);
        if (mode == UpdateMode.THREAD && Relation.of(event.content()) instanceof Relation.Thread) {
            throw new MatrixRejectedException(
                    "updateMode=thread makes a thread for each key, which cannot be within another:"
                            + " leave out the header "
                            + MatrixConstants.OVERRIDE_THREAD_ROOT);
        }
        return new KeyedUpdate(
                name,
                mode,
                end != null && end.matches(exchange),
                lasting,
                event,
                before -> next(before, events),
                store);
    }

    private OutgoingEvent next(EventId before, SendPlan.Events plan) {
        OutgoingEvent event = plan.parts().get(0);
        return switch (mode) {
            case EDIT -> Edit.of(before, plan).events().get(0);
            case THREAD -> event.relating(new Relation.Thread(before, null));
            case REPLACE -> event;
        };
    }
}
