package org.camelmatrix.component;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.SendPlan;
import org.camelmatrix.message.MessageComposer;

/**
 * Reads the body of an exchange as a message: a Map or JSON node is its content, anything else its
 * text, by Camel's type converters. The body itself is left as it is.
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
        return toPlan(exchange, exchange.getMessage().getBody());
    }

    /**
     * The same for what stands for the body.
     *
     * @param body the body, or what is left of it to be read
     */
    SendPlan toPlan(Exchange exchange, Object body) {
        if (body instanceof JsonNode content) {
            return composer.plan(content);
        }
        if (body instanceof Map<?, ?> content) {
            return composer.plan(tree(content));
        }
        String text = body instanceof String words ? words : text(exchange, body);
        return composer.plan(
                withoutMark(text),
                configuration.getFormat(),
                configuration.getMsgtype(),
                configuration.getOversize());
    }

    private static JsonNode tree(Map<?, ?> content) {
        try {
            return JSON.valueToTree(content);
        } catch (IllegalArgumentException e) {
            throw new MatrixRejectedException(
                    "The Map in the body cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    /**
     * Some editors begin a file with a byte order mark, which would hide a heading from Markdown.
     */
    private static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static String text(Exchange exchange, Object body) {
        if (body == null) {
            return "";
        }
        String text;
        try {
            text =
                    body == exchange.getMessage().getBody()
                            ? exchange.getMessage().getBody(String.class)
                            : exchange.getContext()
                                    .getTypeConverter()
                                    .convertTo(String.class, exchange, body);
        } catch (TypeConversionException e) {
            throw notText(body, e);
        }
        if (text == null || text.indexOf('\0') >= 0 || text.indexOf('\ufffd') >= 0) {
            throw notText(body, null);
        }
        return text;
    }

    private static MatrixRejectedException notText(Object body, Throwable cause) {
        return new MatrixRejectedException(
                "The body ("
                        + body.getClass().getSimpleName()
                        + ") cannot be read as text: name its character set (such as the option"
                        + " charset of a file endpoint), convert it to a String before the matrix"
                        + " endpoint, or set the option media=always to send it as a file",
                cause);
    }
}
