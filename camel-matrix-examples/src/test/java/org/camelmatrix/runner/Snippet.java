// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A code block of README.md or a page of docs. A comment before the block can say what runs it
 * instead of the tests of this module ({@code run by: PATH}), or why nothing does ({@code not run:
 * REASON}).
 *
 * @param page the path of the page from the root of the repository
 * @param line where the block begins, from 1
 * @param runBy the file that runs the block; null without such a comment
 * @param notRun the reason why nothing runs the block; null without such a comment
 */
record Snippet(String page, int line, String language, String text, String runBy, String notRun) {

    static final Path ROOT = Path.of("..");

    private static final String COMPONENT_PAGE =
            "camel-matrix-component/src/main/docs/matrix-component.adoc";

    private static final Pattern BLOCK =
            Pattern.compile(
                    "^(?:<!-- (run by|not run): (.*?) -->\n)?```(\\w*)\n(.*?)^```$",
                    Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern ASCIIDOC_BLOCK =
            Pattern.compile(
                    "^()()\\[source,(\\w+)\\]\n----\n(.*?)^----$",
                    Pattern.MULTILINE | Pattern.DOTALL);

    /** The snippets of all pages for users. */
    static List<Snippet> all() {
        List<Snippet> snippets = new ArrayList<>();
        for (Path page : pages()) {
            String text = read(page);
            boolean isMarkdown = page.toString().endsWith(".md");
            Matcher block = (isMarkdown ? BLOCK : ASCIIDOC_BLOCK).matcher(text);
            while (block.find()) {
                String comment = block.group(1);
                snippets.add(
                        new Snippet(
                                ROOT.relativize(page).toString().replace('\\', '/'),
                                (int) text.substring(0, block.start()).lines().count() + 1,
                                block.group(3),
                                block.group(4),
                                "run by".equals(comment) ? block.group(2) : null,
                                "not run".equals(comment) ? block.group(2) : null));
            }
        }
        return snippets;
    }

    static List<Path> pages() {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md"), ROOT.resolve(COMPONENT_PAGE)),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Snippet> in(String language) {
        return all().stream().filter(snippet -> snippet.language().equals(language));
    }

    /** Whether a test of this module has to run the block. */
    boolean isForTests() {
        return runBy == null && notRun == null;
    }

    @Override
    public String toString() {
        return page + ':' + line;
    }
}
