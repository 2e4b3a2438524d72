// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.PollDynamicAware;
import org.apache.camel.spi.annotations.PollDynamic;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Makes the endpoint of {@code pollEnrich("matrix:${header.room}?…")} as {@link
 * MatrixSendDynamicAware} does. Polling is refused all the same; but that is what the failure says
 * then, and not that a message may not set the options that the route names.
 */
@PollDynamic("matrix")
public final class MatrixPollDynamicAware extends ServiceSupport implements PollDynamicAware {

    private final DynamicUris uris = new DynamicUris(this::getCamelContext);
    private CamelContext camelContext;
    private String scheme;

    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) {
        return uris.path(exchange, uri, originalUri) == null
                ? null
                : new DynamicAwareEntry(uri, originalUri, null, null);
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) {
        return uris.endpoint(exchange, entry.getOriginalUri());
    }

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public void setScheme(String scheme) {
        this.scheme = scheme;
    }
}
