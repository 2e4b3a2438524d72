package org.camelmatrix.component;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Processor;
import org.apache.camel.spi.SendDynamicAware;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.LanguageSupport;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Lets {@code toD("matrix:${header.room}?…")} use one endpoint for all rooms: the room travels in
 * {@link MatrixConstants#OVERRIDE_ROOM}.
 *
 * <p>The endpoint's options are those of the route alone. A room that comes from a message cannot
 * bring options of its own, such as another homeserver to send the access token to. The expressions
 * of {@code idempotentKey}, {@code updateKey} and {@code updateEnd} stay such, to be evaluated for
 * each message.
 */
@SendDynamic("matrix")
public final class MatrixSendDynamicAware extends ServiceSupport implements SendDynamicAware {

    private static final Pattern KEY =
            Pattern.compile("(?<=[?&])(idempotentKey|updateKey|updateEnd)=(\\$\\{[^{}]*}|[^&$])*");

    private final Map<String, String> optionsOfTemplates = new ConcurrentHashMap<>();
    private final Map<String, Expression> expressions = new ConcurrentHashMap<>();
    private CamelContext camelContext;
    private String scheme;

    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) {
        String options = options(originalUri);
        String evaluated = evaluated(options, exchange);
        if (!uri.endsWith(evaluated)) {
            return null;
        }
        String path = uri.substring(0, uri.length() - evaluated.length());
        return new DynamicAwareEntry(path + options, originalUri, null, null);
    }

    /** What Camel has made of the options, where nothing but keys and ends are expressions. */
    private String evaluated(String options, Exchange exchange) {
        boolean keyAlone =
                LanguageSupport.hasSimpleFunction(options)
                        && !LanguageSupport.hasSimpleFunction(KEY.matcher(options).replaceAll(""));
        return keyAlone
                ? expressions
                        .computeIfAbsent(options, this::expression)
                        .evaluate(exchange, String.class)
                : options;
    }

    private Expression expression(String text) {
        return getCamelContext().resolveLanguage("simple").createExpression(text);
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
