// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.SendDynamicAware;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Lets {@code toD("matrix:${header.room}?…")} use one endpoint for all rooms: the room travels in
 * {@link MatrixConstants#OVERRIDE_ROOM}.
 *
 * <p>The endpoint's options are those that the route names. What comes from a message is encoded,
 * so it is the value of the option where it stands and no option of its own, such as another
 * homeserver to send the access token to. The expressions of {@code idempotentKey}, {@code
 * updateKey} and {@code updateEnd} stay such, to be evaluated for each message.
 */
@SendDynamic("matrix")
public final class MatrixSendDynamicAware extends ServiceSupport implements SendDynamicAware {

    private final DynamicUris uris = new DynamicUris(this::getCamelContext);
    private CamelContext camelContext;
    private String scheme;

    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) {
        String path = uris.path(exchange, uri, originalUri);
        return path == null ? null : new DynamicAwareEntry(path, originalUri, null, null);
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) {
        return uris.endpoint(exchange, getScheme() + ":*", entry.getOriginalUri());
    }

    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        String recipient = recipient(entry);
        return sending -> {
            if (sending.getMessage().getHeader(MatrixConstants.OVERRIDE_ROOM) == null) {
                sending.getMessage().setHeader(MatrixConstants.OVERRIDE_ROOM, recipient);
            }
        };
    }

    @Override
    public Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        String recipient = recipient(entry);
        return sent ->
                sent.getMessage().getHeaders().remove(MatrixConstants.OVERRIDE_ROOM, recipient);
    }

    private String recipient(DynamicAwareEntry entry) {
        String path = entry.getUri();
        String afterScheme = path.substring(path.indexOf(':') + 1);
        return afterScheme.startsWith("//") ? afterScheme.substring(2) : afterScheme;
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
