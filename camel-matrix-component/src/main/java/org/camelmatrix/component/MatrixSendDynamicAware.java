package org.camelmatrix.component;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
 * <p>The endpoint's options are those of the route alone. A room that comes from a message cannot
 * bring options of its own, such as another homeserver to send the access token to.
 */
@SendDynamic("matrix")
public final class MatrixSendDynamicAware extends ServiceSupport implements SendDynamicAware {

    private final Map<String, String> optionsOfTemplates = new ConcurrentHashMap<>();
    private CamelContext camelContext;
    private String scheme;

    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) {
        String options = options(originalUri);
        return uri.endsWith(options) ? new DynamicAwareEntry(uri, originalUri, null, null) : null;
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) {
        return getScheme() + ":*" + options(entry.getOriginalUri());
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

    /** The options as the route has them, question mark included; empty where it has none. */
    private String options(String originalUri) {
        return optionsOfTemplates.computeIfAbsent(originalUri, this::resolveOptions);
    }

    private String resolveOptions(String originalUri) {
        int depth = 0;
        for (int i = 0; i < originalUri.length(); i++) {
            switch (originalUri.charAt(i)) {
                case '{' -> depth++;
                case '}' -> depth--;
                case '?' -> {
                    if (depth == 0) {
                        return getCamelContext()
                                .resolvePropertyPlaceholders(originalUri.substring(i));
                    }
                }
                default -> {}
            }
        }
        return "";
    }

    private String recipient(DynamicAwareEntry entry) {
        String uri = entry.getUri();
        String path = uri.substring(0, uri.length() - options(entry.getOriginalUri()).length());
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
