// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/failures.md has an entry for each class of failure and for each message that the sources
 * give one. An entry is a part of the message, with … for what differs.
 */
class FailuresPageTest {

    private static final Path PAGE = Path.of("..", "docs", "failures.md");
    private static final List<Path> SOURCES =
            List.of(
                    Path.of("..", "camel-matrix-client", "src", "main", "java"),
                    Path.of("src", "main", "java"));

    private static final Pattern ENTRY =
            Pattern.compile("^\\| `([^`]+)` \\| [^|]+ \\|$", Pattern.MULTILINE);

    @Test
    void namesEachClassOfFailure() throws IOException {
        Set<String> classes = new TreeSet<>();
        for (Path file : sources()) {
            String name = file.getFileName().toString().replace(".java", "");
            String text = Files.readString(file);
            if (Pattern.compile("class " + name + " extends Matrix\\w*Exception")
                    .matcher(text)
                    .find()) {
                classes.add(name);
            }
        }
        String page = Files.readString(PAGE);
        assertThat(classes)
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
    }

    @Test
    void hasAnEntryForEachMessage() throws IOException {
        List<Pattern> entries = entries().stream().map(FailuresPageTest::pattern).toList();
        List<String> missing =
                messages().stream()
                        .filter(text -> entries.stream().noneMatch(e -> e.matcher(text).find()))
                        .toList();
        assertThat(missing).as("messages without an entry in docs/failures.md").isEmpty();
    }

    @Test
    void hasNoEntryForAMessageThatIsGone() throws IOException {
        Set<String> messages = messages();
        String sources = String.join("\n", literals());
        List<String> stale = new ArrayList<>();
        for (String entry : entries()) {
            boolean isGiven = messages.stream().anyMatch(pattern(entry).asPredicate());
            if (!isGiven && !sources.contains(entry)) {
                stale.add(entry);
            }
        }
        assertThat(stale).as("entries of docs/failures.md that no message has").isEmpty();
    }

    private static List<String> entries() throws IOException {
        return ENTRY.matcher(Files.readString(PAGE)).results().map(row -> row.group(1)).toList();
    }

    private static Pattern pattern(String entry) {
        return Pattern.compile(
                Stream.of(entry.split("…")).map(Pattern::quote).collect(Collectors.joining(".*?")),
                Pattern.DOTALL);
    }

    private static Set<String> messages() throws IOException {
        Set<String> messages = new LinkedHashSet<>();
        for (Path file : sources()) {
            messages.addAll(SourceMessages.of(Files.readString(file)));
        }
        assertThat(messages).hasSizeGreaterThan(50);
        return messages;
    }

    private static List<String> literals() throws IOException {
        List<String> literals = new ArrayList<>();
        for (Path file : sources()) {
            literals.addAll(SourceMessages.literals(Files.readString(file)));
        }
        return literals;
    }

    private static List<Path> sources() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : SOURCES) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
            }
        }
        return files;
    }
}
