// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextSplitterTest {

    @Test
    void cutsAtBlankLinesThenLinesThenWords() {
        assertThat(bodies("  first\nsecond line\n\n".repeat(8_000)))
                .allSatisfy(body -> assertThat(body).startsWith("  first").endsWith("second line"));
        assertThat(bodies("first\r\nsecond line\r\n\r\n".repeat(8_000)))
                .allSatisfy(body -> assertThat(body).startsWith("first").endsWith("second line"));
        assertThat(bodies("  a line of a log\n".repeat(8_000)))
                .allSatisfy(body -> assertThat(body).startsWith("  a").endsWith("log"));
        assertThat(bodies("word   ".repeat(30_000)))
                .allSatisfy(body -> assertThat(body).startsWith("word").endsWith("word"));
        assertThat(bodies("👩‍🚀".repeat(30_000)))
                .allSatisfy(body -> assertThat(body).doesNotContain("?").matches("\\P{Cs}+"));
    }

    @Test
    void readsNoMarkup() {
        Split split = Split.of("**not** `markup`\n".repeat(8_000), MessageFormat.TEXT);
        assertThat(split.parts())
                .hasSize(3)
                .allSatisfy(part -> assertThat(part.has("formatted_body")).isFalse());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsEveryCharacter(int seed) {
        Random random = new Random(seed);
        int[] characters = "aä中😀\u0301\"\\\u0001 \n\t\r.*>-#".codePoints().toArray();
        StringBuilder text = new StringBuilder();
        int blanks = random.nextInt(100);
        while (text.length() < 300_000) {
            text.appendCodePoint(
                    random.nextInt(100) < blanks
                            ? ' '
                            : characters[random.nextInt(characters.length)]);
        }
        assertThat(Split.of(text.toString(), MessageFormat.TEXT).letters())
                .as("seed %s", seed)
                .isEqualTo(Split.letters(text.toString()));
    }

    private static List<String> bodies(String text) {
        List<String> bodies = Split.of(text, MessageFormat.TEXT).bodies();
        assertThat(bodies).hasSizeBetween(2, 10);
        return bodies;
    }
}
