// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.spi.NormalizedEndpointUri;
import org.camelmatrix.MatrixConfigurationException;

/**
 * The URIs of one dynamic EIP, evaluated part by part.
 *
 * <p>Any thread may call.
 */
final class DynamicUris {

    private final Supplier<CamelContext> camelContext;
    private final Map<String, UriTemplate> templates = new ConcurrentHashMap<>();
    private final Map<String, Expression> expressions = new ConcurrentHashMap<>();
    private final Map<String, Fixed> fixed = new ConcurrentHashMap<>();

    /** A URI that is the same for all messages. */
    private record Fixed(String uri, NormalizedEndpointUri normalized) {}

    DynamicUris(Supplier<CamelContext> camelContext) {
        this.camelContext = camelContext;
    }

    /**
     * What is before the options.
     *
     * @param uri what Camel has made of the template
     * @return null if Camel evaluates the template in another language
     * @throws MatrixConfigurationException if the message brings a property placeholder
     */
    String path(Exchange exchange, String uri, String template) {
        String path = template(template).path(evaluation(exchange));
        if (uri.startsWith(path)) {
            return path;
        }
        if (path.contains("{{")) {
            throw new MatrixConfigurationException(
                    "The recipient of the message holds {{…}}: a message may not read properties");
        }
        return null;
    }

    /**
     * The URI with a path and the template's options. Its endpoint is made here, so that it counts
     * as the route's own and not as one that a message has made.
     */
    String endpoint(Exchange exchange, String path, String template) {
        UriTemplate taken = template(template);
        if (taken.isFixed()) {
            Fixed known =
                    fixed.computeIfAbsent(
                            path + ' ' + template, key -> fixed(exchange, path, taken));
            require(known.normalized());
            return known.uri();
        }
        Fixed evaluated = fixed(exchange, path, taken);
        require(evaluated.normalized());
        return evaluated.uri();
    }

    /**
     * The URI with the path and the options of the template, and its endpoint as the route's own.
     */
    String endpoint(Exchange exchange, String template) {
        String path = template(template).path(evaluation(exchange));
        int colon = path.indexOf(':');
        String room = path.substring(colon + 1).replaceFirst("^//", "");
        Fixed evaluated =
                fixed(
                        exchange,
                        path.substring(0, colon + 1)
                                + URLEncoder.encode(room, StandardCharsets.UTF_8),
                        template(template));
        require(evaluated.normalized());
        return evaluated.uri();
    }

    private Fixed fixed(Exchange exchange, String path, UriTemplate template) {
        DynamicOptions allowed =
                camelContext
                        .get()
                        .getComponent(path.substring(0, path.indexOf(':')), MatrixComponent.class)
                        .dynamicOptions();
        String uri = path + template.options(evaluation(exchange), allowed);
        return new Fixed(uri, extension().normalizeUri(uri));
    }

    private void require(NormalizedEndpointUri uri) {
        if (extension().hasEndpoint(uri) == null) {
            extension().getEndpoint(uri);
        }
    }

    private ExtendedCamelContext extension() {
        return camelContext.get().getCamelContextExtension();
    }

    private UriTemplate template(String text) {
        return templates.computeIfAbsent(
                text,
                uri -> UriTemplate.parse(camelContext.get().resolvePropertyPlaceholders(uri)));
    }

    private Function<String, String> evaluation(Exchange exchange) {
        return text -> {
            String value =
                    expressions
                            .computeIfAbsent(text, this::expression)
                            .evaluate(exchange, String.class);
            return value == null ? "" : value;
        };
    }

    private Expression expression(String text) {
        Expression expression = camelContext.get().resolveLanguage("simple").createExpression(text);
        expression.init(camelContext.get());
        return expression;
    }
}
