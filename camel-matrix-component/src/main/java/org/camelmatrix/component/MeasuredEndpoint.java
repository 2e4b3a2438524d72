// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import org.apache.camel.Component;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.support.DefaultEndpoint;

/** An endpoint that shows figures about its messages and events by JMX. */
public abstract class MeasuredEndpoint extends DefaultEndpoint {

    private final SendFigures figures = new SendFigures();
    private final ReceiveFigures receiveFigures = new ReceiveFigures();

    MeasuredEndpoint(String uri, Component component) {
        super(uri, component);
    }

    /** The figures of sent messages. */
    SendFigures figures() {
        return figures;
    }

    /** The figures of received events. */
    ReceiveFigures receiveFigures() {
        return receiveFigures;
    }

    @ManagedAttribute(description = "Messages that were sent")
    public long getSent() {
        return figures.sentCount();
    }

    @ManagedAttribute(description = "Messages that were not sent: their exchange failed")
    public long getRefused() {
        return figures.refusedCount();
    }

    @ManagedAttribute(description = "Attempts that repeated one without a usable answer")
    public long getRetried() {
        return figures.retriedCount();
    }

    @ManagedAttribute(description = "Attempts that the homeserver answered with 429")
    public long getLimited() {
        return figures.limitedCount();
    }

    @ManagedAttribute(description = "Messages that wait now")
    public long getPending() {
        return figures.pendingCount();
    }

    @ManagedAttribute(description = "Mean milliseconds from the exchange to the event id")
    public double getMeanLatency() {
        return figures.meanLatency();
    }

    @ManagedAttribute(description = "Most milliseconds from the exchange to the event id")
    public double getLongestLatency() {
        return figures.longestLatency();
    }

    @ManagedAttribute(description = "Events that were handed to the route")
    public long getReceived() {
        return receiveFigures.receivedCount();
    }

    @ManagedAttribute(description = "Events that are processed or skipped")
    public long getCompleted() {
        return receiveFigures.completedCount();
    }

    @ManagedAttribute(description = "Failed attempts at events, each followed by another")
    public long getRepeated() {
        return receiveFigures.retriedCount();
    }

    @ManagedAttribute(description = "Events that failed and were skipped")
    public long getSkipped() {
        return receiveFigures.skippedCount();
    }

    @ManagedAttribute(description = "Gaps: how often events of a room were missed for good")
    public long getGaps() {
        return receiveFigures.gapCount();
    }

    @ManagedAttribute(
            description = "Events that could not be decrypted, if the route does not ask for them")
    public long getUndecrypted() {
        return receiveFigures.undecryptedCount();
    }

    @ManagedAttribute(description = "Entries of answers that were not valid events")
    public long getUnreadable() {
        return receiveFigures.unreadableCount();
    }

    @ManagedAttribute(
            description = "How often another process was found to store the same position")
    public long getIntruders() {
        return receiveFigures.intruderCount();
    }

    @ManagedOperation(
            description = "Sets the figures of sending to 0; messages that wait are still counted")
    public void resetFigures() {
        figures.reset();
    }
}
