// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.camelmatrix.event.MatrixEvent;

/**
 * A received message. As long as its body is the one that was received, the whole event is to be
 * had in its place, as a {@link MatrixEvent} or as what that converts to.
 *
 * <p>One thread at a time, as for any message.
 */
public final class MatrixMessage extends DefaultMessage {

    private final MatrixEvent event;
    private boolean changed;
    private Consumer<Map<String, Object>> laterHeaders;

    MatrixMessage(CamelContext camelContext, MatrixEvent event) {
        super(camelContext);
        this.event = event;
    }

    /** The event that was received, whatever the body is now. */
    public MatrixEvent getMatrixEvent() {
        return event;
    }

    void setReceivedBody(Object body) {
        super.setBody(body);
        changed = false;
    }

    /** Puts the headers in when somebody asks for one. */
    void setLaterHeaders(Consumer<Map<String, Object>> headers) {
        laterHeaders = headers;
    }

    @Override
    protected boolean isPopulateHeadersSupported() {
        return laterHeaders != null;
    }

    @Override
    protected void populateInitialHeaders(Map<String, Object> headers) {
        if (laterHeaders != null) {
            laterHeaders.accept(headers);
            laterHeaders = null;
        }
    }

    @Override
    public void setBody(Object body) {
        changed = true;
        super.setBody(body);
    }

    @Override
    public <T> T getBody(Class<T> type) {
        T whole = whole(type);
        return whole == null ? super.getBody(type) : whole;
    }

    @Override
    public <T> T getMandatoryBody(Class<T> type) throws InvalidPayloadException {
        T whole = whole(type);
        return whole == null ? super.getMandatoryBody(type) : whole;
    }

    private <T> T whole(Class<T> type) {
        if (changed || !EventConverters.isForWholeEvents(type)) {
            return null;
        }
        Exchange exchange = getExchange();
        return exchange == null
                ? null
                : exchange.getContext().getTypeConverter().convertTo(type, exchange, event);
    }

    @Override
    public DefaultMessage newInstance() {
        return new MatrixMessage(getCamelContext(), event);
    }

    @Override
    public void copyFromWithNewBody(Message that, Object newBody) {
        super.copyFromWithNewBody(that, newBody);
        changed =
                !(that instanceof MatrixMessage other)
                        || other.changed
                        || newBody != that.getBody();
    }
}
