package org.camelmatrix.component;

import org.apache.camel.Component;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.support.DefaultEndpoint;

/** An endpoint that shows by JMX what has become of its messages. */
public abstract class MeasuredEndpoint extends DefaultEndpoint {

    private final SendFigures figures = new SendFigures();

    MeasuredEndpoint(String uri, Component component) {
        super(uri, component);
    }

    /** What has become of the messages of the endpoint. */
    SendFigures figures() {
        return figures;
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

    @ManagedOperation(description = "Counts from 0 again; messages that wait are still counted")
    public void resetFigures() {
        figures.reset();
    }
}
