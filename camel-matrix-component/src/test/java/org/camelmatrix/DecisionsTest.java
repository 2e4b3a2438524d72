// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of docs/decisions has the same form and is in its list. */
class DecisionsTest {

    private static final Path FOLDER = Path.of("..", "docs", "decisions");
    private static final String DATE = "Date: ";

    static List<Path> decisions() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !file.endsWith("README.md")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void hasADateAndThreeHeadingsInFewLines(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSizeBetween(10, 25);
        assertThat(lines.get(0)).startsWith("# " + number(file) + ". ");
        assertThat(lines.get(2)).startsWith(DATE);
        assertThat(LocalDate.parse(lines.get(2).substring(DATE.length()))).isNotNull();
        assertThat(lines.stream().filter(line -> line.startsWith("## ")))
                .containsExactly("## Context", "## Decision", "## Consequence");
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void isInTheListWithItsTitleAndDate(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String title = lines.get(0).replaceFirst("# \\d+\\. ", "");
        String date = lines.get(2).substring(DATE.length());
        assertThat(Files.readString(FOLDER.resolve("README.md")))
                .contains(
                        "| %d | [%s](%s) | %s |\n"
                                .formatted(number(file), title, file.getFileName(), date));
    }

    @Test
    void areNumberedWithoutGaps() throws IOException {
        assertThat(decisions().stream().map(DecisionsTest::number))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, decisions().size()).boxed().toList());
    }

    private static int number(Path file) {
        String name = file.getFileName().toString();
        assertThat(name).matches("\\d{4}-[a-z0-9-]+\\.md");
        return Integer.parseInt(name.substring(0, 4));
    }
}
