// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.camelmatrix.olm.LimitException;
import org.camelmatrix.olm.MalformedException;

/**
 * The one form in which JSON is signed (Matrix specification, Appendices, "Canonical JSON"): no
 * white space, keys by code point, the shortest escapes, UTF-8, and integers of at most 53 bits.
 */
public final class CanonicalJson {
    /** How deep objects and arrays may be nested. */
    static final int DEEPEST = 100;

    private static final long LARGEST_INTEGER = (1L << 53) - 1;
    private static final Comparator<String> BY_CODE_POINT = CanonicalJson::compareCodePoints;

    private final StringBuilder text = new StringBuilder();

    private CanonicalJson() {}

    /**
     * @param value the value; null fails
     * @throws MalformedException if the value holds a fraction, a number of more than 53 bits, or
     *     half of a surrogate pair
     * @throws LimitException if it is nested deeper than 100 levels
     */
    public static byte[] encode(JsonNode value) {
        if (value == null) {
            throw new MalformedException("there is no JSON to write");
        }
        CanonicalJson json = new CanonicalJson();
        json.write(value, 0);
        return json.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(JsonNode value, int depth) {
        if (depth > DEEPEST) {
            throw new LimitException("the JSON is nested deeper than " + DEEPEST + " levels");
        }
        switch (value.getNodeType()) {
            case OBJECT -> writeObject(value, depth);
            case ARRAY -> writeArray(value, depth);
            case STRING -> writeString(value.textValue());
            case NUMBER -> writeNumber(value);
            case BOOLEAN -> text.append(value.booleanValue());
            case NULL -> text.append("null");
            default ->
                    throw new MalformedException("the JSON holds a value that JSON does not know");
        }
    }

    private void writeObject(JsonNode object, int depth) {
        List<String> names = new ArrayList<>(object.size());
        object.fieldNames().forEachRemaining(names::add);
        names.sort(BY_CODE_POINT);
        char separator = '{';
        for (String name : names) {
            text.append(separator);
            writeString(name);
            text.append(':');
            write(object.get(name), depth + 1);
            separator = ',';
        }
        text.append(names.isEmpty() ? "{}" : "}");
    }

    private void writeArray(JsonNode array, int depth) {
        char separator = '[';
        for (JsonNode element : array) {
            text.append(separator);
            write(element, depth + 1);
            separator = ',';
        }
        text.append(array.isEmpty() ? "[]" : "]");
    }

    private void writeNumber(JsonNode number) {
        if (!number.isIntegralNumber()
                || !number.canConvertToLong()
                || Math.abs(number.longValue()) > LARGEST_INTEGER
                || number.longValue() == Long.MIN_VALUE) {
            throw new MalformedException(
                    "the JSON holds a number that is no integer of at most 53 bits");
        }
        text.append(number.longValue());
    }

    private void writeString(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char character = string.charAt(i);
            switch (character) {
                case '"', '\\' -> text.append('\\').append(character);
                case '\b' -> text.append("\\b");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                default -> i = writeOther(string, i);
            }
        }
        text.append('"');
    }

    /** Writes the code point at an index, and gives the index of its last character. */
    private int writeOther(String string, int index) {
        char character = string.charAt(index);
        if (character < ' ') {
            text.append(String.format("\\u%04x", (int) character));
            return index;
        }
        if (!Character.isSurrogate(character)) {
            text.append(character);
            return index;
        }
        int codePoint = string.codePointAt(index);
        if (!Character.isSupplementaryCodePoint(codePoint)) {
            throw new MalformedException("the JSON holds half of a surrogate pair");
        }
        text.appendCodePoint(codePoint);
        return index + 1;
    }

    private static int compareCodePoints(String first, String second) {
        int common = Math.min(first.length(), second.length());
        for (int i = 0; i < common; i++) {
            char one = first.charAt(i);
            char other = second.charAt(i);
            if (one != other) {
                // A surrogate stands for a code point beyond all others, though its own number is
                // lower than some.
                boolean oneBeyond = Character.isSurrogate(one);
                boolean otherBeyond = Character.isSurrogate(other);
                return oneBeyond == otherBeyond
                        ? Character.compare(one, other)
                        : Boolean.compare(oneBeyond, otherBeyond);
            }
        }
        return Integer.compare(first.length(), second.length());
    }
}
