// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.camelmatrix.MatrixRejectedException;

/**
 * Data as people read it: rows as a table, anything else as a list. Rows are Maps, such as those of
 * an SQL query or of a JSON array, with the names of their values as the head; or Lists, such as
 * those of a CSV file, of which the first is the head.
 *
 * <p>For one thread.
 */
public final class DataText {

    private static final int DEEPEST = 8;
    private static final int LONGEST = 16 << 20;
    private static final String INDENT = "  ";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .findAndAddModules()
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                    .build();

    private final Function<Object, String> words;
    private final UnaryOperator<String> line;
    private final UnaryOperator<String> cell;
    private final StringBuilder text = new StringBuilder();

    private DataText(
            Function<Object, String> words,
            UnaryOperator<String> line,
            UnaryOperator<String> cell) {
        this.words = words;
        this.line = line;
        this.cell = cell;
    }

    /** Whether a body is data, and no text or file. */
    public static boolean is(Object body) {
        return body instanceof Map<?, ?>
                || body instanceof Collection<?>
                || body instanceof Object[]
                || body instanceof JsonNode;
    }

    /**
     * Data as a text.
     *
     * @param data what {@link #is} data
     * @param format as a code block it is JSON, as plain text it has no markup; else it is Markdown
     * @param words makes the text of a value that is none of these and no JSON
     * @throws MatrixRejectedException if it is longer than any message, or no JSON where it has to
     *     be
     */
    public static MessageText of(
            Object data, MessageFormat format, Function<Object, String> words) {
        Object plain = plain(data);
        return switch (format) {
            case CODE -> MessageText.json(pretty(plain));
            case TEXT -> {
                UnaryOperator<String> asItIs = text -> text.replaceAll("\\s+", " ").strip();
                String text = new DataText(words, asItIs, asItIs).write(plain);
                yield MessageText.of(text, format, null, null);
            }
            default ->
                    MessageText.markdown(
                            new DataText(words, LiteralMarkdown::line, LiteralMarkdown::cell)
                                    .write(plain));
        };
    }

    private static String pretty(Object data) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new MatrixRejectedException(
                    "The data in the body cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Data as Java's own collections. */
    private static Object plain(Object value) {
        if (value instanceof JsonNode node) {
            return JSON.convertValue(node, Object.class);
        }
        return value instanceof Object[] array ? Arrays.asList(array) : value;
    }

    private String write(Object data) {
        if (data instanceof Collection<?> rows && isAll(rows, Map.class)) {
            table(rows);
        } else if (data instanceof Collection<?> rows && isAll(rows, Collection.class)) {
            rows(rows.stream().<Collection<?>>map(row -> (Collection<?>) plain(row)).toList());
        } else if (data instanceof Collection<?> || data instanceof Map<?, ?>) {
            list(data, 0);
        } else {
            text.append(words(data));
        }
        return text.toString().stripTrailing();
    }

    private static boolean isAll(Collection<?> rows, Class<?> type) {
        return !rows.isEmpty() && rows.stream().allMatch(row -> type.isInstance(plain(row)));
    }

    private void table(Collection<?> rows) {
        Set<Object> columns = new LinkedHashSet<>();
        for (Object row : rows) {
            columns.addAll(((Map<?, ?>) plain(row)).keySet());
        }
        if (columns.isEmpty()) {
            return;
        }
        head(columns.stream().map(String::valueOf).toList());
        for (Object row : rows) {
            Map<?, ?> values = (Map<?, ?>) plain(row);
            columns.forEach(column -> cell(values.get(column)));
            endRow();
        }
    }

    private void rows(List<Collection<?>> rows) {
        int width = rows.stream().mapToInt(Collection::size).max().orElse(0);
        if (width == 0) {
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).forEach(this::cell);
            for (int missing = rows.get(i).size(); missing < width; missing++) {
                cell(null);
            }
            endRow();
            if (i == 0) {
                text.append("|---".repeat(width)).append("|\n");
            }
        }
    }

    private void head(List<String> columns) {
        columns.forEach(this::cell);
        endRow();
        text.append("|---".repeat(columns.size())).append("|\n");
    }

    private void cell(Object value) {
        text.append("| ").append(cell.apply(words(value))).append(' ');
    }

    private void endRow() {
        text.append("|\n");
        requireReasonable();
    }

    private void list(Object data, int depth) {
        if (data instanceof Map<?, ?> entries) {
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                item(String.valueOf(entry.getKey()).strip() + ':', entry.getValue(), depth);
            }
        } else {
            for (Object element : (Collection<?>) data) {
                item("", element, depth);
            }
        }
    }

    private void item(String label, Object value, int depth) {
        Object plain = plain(value);
        boolean isNested = plain instanceof Map<?, ?> || plain instanceof Collection<?>;
        boolean goesDeeper = isNested && depth < DEEPEST && !label.isEmpty();
        String words = line.apply(goesDeeper ? label : label + ' ' + words(plain));
        text.append(INDENT.repeat(depth)).append(words.isEmpty() ? "-" : "- ").append(words);
        text.append('\n');
        if (goesDeeper) {
            list(plain, depth + 1);
        }
        requireReasonable();
    }

    private String words(Object value) {
        Object plain = plain(value);
        if (plain == null) {
            return "";
        }
        if (plain instanceof String || plain instanceof Number || plain instanceof Boolean) {
            return plain instanceof BigDecimal number ? number.toPlainString() : plain.toString();
        }
        if (plain instanceof byte[] bytes) {
            return bytes.length + " bytes";
        }
        if (plain instanceof Map<?, ?> || plain instanceof Collection<?>) {
            try {
                return JSON.writeValueAsString(plain);
            } catch (JsonProcessingException e) {
                return "…";
            }
        }
        return words.apply(plain);
    }

    private void requireReasonable() {
        if (text.length() > LONGEST) {
            throw new MatrixRejectedException(
                    "The data in the body make more than "
                            + LONGEST
                            + " characters, and no message is that long: send fewer rows, or write"
                            + " them to a file first");
        }
    }
}
