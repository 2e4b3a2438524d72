// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import org.apache.camel.Component;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.support.DefaultEndpoint;

/** An endpoint that shows by JMX what has become of its messages. */
public abstract class MeasuredEndpoint extends DefaultEndpoint {

    private final SendFigures figures = new SendFigures();
    private final ReceiveFigures receiveFigures = new ReceiveFigures();

    MeasuredEndpoint(String uri, Component component) {
        super(uri, component);
    }

    /** What has become of the messages of the endpoint. */
    SendFigures figures() {
        return figures;
    }

    /** What has become of the events that came to the endpoint. */
    ReceiveFigures receiveFigures() {
        return receiveFigures;
    }

    @ManagedAttribute(description = "Messages that are in their rooms")
    public long getSent() {
        return figures.sentCount();
    }

    @ManagedAttribute(description = "Messages whose exchange failed")
    public long getRefused() {
        return figures.refusedCount();
    }

    @ManagedAttribute(description = "Attempts that followed one without a usable answer")
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

    @ManagedAttribute(description = "Mean time from arrival to event id, in milliseconds")
    public double getMeanLatency() {
        return figures.meanLatency();
    }

    @ManagedAttribute(description = "Longest time from arrival to event id, in milliseconds")
    public double getLongestLatency() {
        return figures.longestLatency();
    }

    @ManagedAttribute(description = "Events that were handed to the route")
    public long getReceived() {
        return receiveFigures.receivedCount();
    }

    @ManagedAttribute(description = "Events that nothing more is to be done about")
    public long getCompleted() {
        return receiveFigures.completedCount();
    }

    @ManagedAttribute(description = "Attempts at events that failed and are made again")
    public long getRepeated() {
        return receiveFigures.retriedCount();
    }

    @ManagedAttribute(description = "Events that failed and were given up")
    public long getSkipped() {
        return receiveFigures.skippedCount();
    }

    @ManagedAttribute(description = "How often events of a room were missed for good")
    public long getGaps() {
        return receiveFigures.gapCount();
    }

    @ManagedAttribute(
            description =
                    "Events that could not be decrypted, and that nobody asked for as they are")
    public long getUndecrypted() {
        return receiveFigures.undecryptedCount();
    }

    @ManagedAttribute(description = "Entries of the homeserver's answers that were no events")
    public long getUnreadable() {
        return receiveFigures.unreadableCount();
    }

    @ManagedAttribute(
            description = "How often somebody else was found to receive with the same position")
    public long getIntruders() {
        return receiveFigures.intruderCount();
    }

    @ManagedOperation(
            description = "Counts what was sent from 0 again; messages that wait are still counted")
    public void resetFigures() {
        figures.reset();
    }
}
