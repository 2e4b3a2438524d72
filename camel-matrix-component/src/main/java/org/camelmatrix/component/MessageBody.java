// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.internal.body.BodyBytes;
import org.camelmatrix.component.internal.body.BodyText;
import org.camelmatrix.component.internal.body.BodyType;
import org.camelmatrix.internal.message.DataText;
import org.camelmatrix.internal.message.MessageComposer;
import org.camelmatrix.internal.message.MessageText;
import org.camelmatrix.internal.outgoing.SendPlan;

/**
 * Reads the body of an exchange as a message: a Map or JSON object with a {@code body} is its
 * content, other data become a table or a list, anything else is its text. The body itself is left
 * as it is.
 *
 * <p>Any thread may call.
 */
final class MessageBody {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MatrixConfiguration configuration;
    private final MessageComposer composer = new MessageComposer();

    MessageBody(MatrixConfiguration configuration) {
        this.configuration = configuration;
    }

    SendPlan toPlan(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        BodyBytes bytes = body instanceof String ? null : bytes(exchange, body);
        if (bytes != null) {
            BodyType type = BodyType.of(exchange.getMessage(), bytes);
            return toPlan(text(exchange, bytes, type), type);
        }
        if (DataText.is(body)) {
            return data(exchange, body);
        }
        String text = BodyText.of(exchange, body);
        return toPlan(text, BodyType.of(exchange.getMessage(), text));
    }

    /**
     * A message from text.
     *
     * @param type what is known of the text
     */
    SendPlan toPlan(String text, BodyType type) {
        return plan(MessageText.of(text, configuration.getFormat(), type.said(), type.name()));
    }

    /** Whether a body is the content of a message, and nothing is to be made of it. */
    static boolean isContent(Object body) {
        if (body instanceof JsonNode node) {
            return node.has("body") || node.has("msgtype");
        }
        return body instanceof Map<?, ?> map
                && (map.containsKey("body") || map.containsKey("msgtype"));
    }

    private SendPlan data(Exchange exchange, Object body) {
        if (isContent(body)) {
            return composer.plan(body instanceof JsonNode content ? content : tree(body));
        }
        return plan(
                DataText.of(
                        body, configuration.getFormat(), value -> BodyText.of(exchange, value)));
    }

    private SendPlan plan(MessageText text) {
        return composer.plan(text, configuration.getMessageType(), configuration.getOversize());
    }

    private static BodyBytes bytes(Exchange exchange, Object body) {
        try {
            return BodyBytes.of(exchange, body);
        } catch (IOException e) {
            throw BodyBytes.unreadable(e);
        }
    }

    private static String text(Exchange exchange, BodyBytes bytes, BodyType type) {
        try {
            return BodyText.of(exchange, bytes, type);
        } catch (IOException e) {
            throw BodyBytes.unreadable(e);
        }
    }

    private static JsonNode tree(Object content) {
        try {
            return JSON.valueToTree(content);
        } catch (IllegalArgumentException e) {
            throw new MatrixRejectedException(
                    "The Map in the body cannot be written as JSON: " + e.getMessage(), e);
        }
    }
}
