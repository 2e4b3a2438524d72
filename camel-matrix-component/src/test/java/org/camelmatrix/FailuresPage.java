// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * docs/failures.md, held against the sources: it has an entry for each class of failure and for
 * each message that a failure is created with. An entry is a part of the message, with … for what
 * differs.
 */
final class FailuresPage {

    private static final Path PAGE = Path.of("..", "docs", "failures.md");
    private static final List<Path> SOURCES =
            List.of(
                    Path.of("..", "camel-matrix-client", "src", "main", "java"),
                    Path.of("src", "main", "java"));

    private static final Pattern ENTRY =
            Pattern.compile("^\\| `([^`]+)` \\| [^|]+ \\|$", Pattern.MULTILINE);

    private FailuresPage() {}

    /** The classes of failures that the page does not name. */
    static List<String> missingClasses() throws IOException {
        String page = Files.readString(PAGE);
        List<String> missing = new ArrayList<>();
        for (Path file : sources()) {
            String name = file.getFileName().toString().replace(".java", "");
            boolean isFailure =
                    Pattern.compile("class " + name + " extends Matrix\\w*Exception")
                            .matcher(Files.readString(file))
                            .find();
            if (isFailure && !page.contains("| `" + name + "` |")) {
                missing.add(name);
            }
        }
        return missing;
    }

    /** The messages that no entry describes. */
    static List<String> missingMessages() throws IOException {
        List<Pattern> entries = entries().stream().map(FailuresPage::pattern).toList();
        return messages().stream()
                .filter(text -> entries.stream().noneMatch(each -> each.matcher(text).find()))
                .toList();
    }

    /** The entries that describe no message. */
    static List<String> staleEntries() throws IOException {
        Set<String> messages = messages();
        String sources = String.join("\n", literals());
        return entries().stream()
                .filter(entry -> messages.stream().noneMatch(pattern(entry).asPredicate()))
                .filter(entry -> !sources.contains(entry))
                .toList();
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
