// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camelmatrix.event.MessageType;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownSplitterTest {

    private static final Pattern NUMBERED = Pattern.compile("w\\d+");

    @Test
    void cutsBetweenParagraphs() {
        String paragraph = "Some *words* of a paragraph. ".repeat(40).strip();
        List<String> bodies = split(lines(100, i -> paragraph + "\n")).bodies();
        assertThat(bodies).hasSizeBetween(4, 6);
        assertThat(bodies)
                .allSatisfy(body -> assertThat(body).startsWith("Some").endsWith("paragraph."));
    }

    @Test
    void keepsBlocksWholeThatFitIntoOnePart() {
        String code = "```java\n" + "int i = 1;\n".repeat(1_500) + "```";
        String table = "| a | b |\n|---|---|\n" + "| one | two |\n".repeat(1_000);
        String text = String.join("\n\n", code, code, table, "*x*", code, table, code);
        Split split = split(text);
        assertThat(String.join("\n\n", split.bodies())).isEqualToIgnoringWhitespace(text);
        assertThat(split.html())
                .allSatisfy(html -> assertThat(html).doesNotContain("```").doesNotContain("|---|"));
    }

    @Test
    void opensAFenceAgainInEachPart() {
        Split split = split("*Log*\n\n~~~~ java\n" + numbered(20_000, "\n") + "\n~~~~\n\n*end*");
        assertThat(split.parts()).hasSizeBetween(4, 8);
        assertThat(split.html())
                .allSatisfy(
                        html ->
                                assertThat(html)
                                        .contains("<pre><code class=\"language-java\">w")
                                        .contains("\n</code></pre>")
                                        .doesNotContain("~~~~"));
        assertThat(split.html().get(0)).startsWith("<p><em>Log</em></p>");
        assertThat(split.html().get(split.parts().size() - 1)).endsWith("<p><em>end</em></p>");
        assertThat(words(split)).isEqualTo(numbers(20_000));
    }

    @Test
    void opensAFenceAgainInsideOfALine() {
        Split split = split("```\n" + "0123456789".repeat(15_000) + "\n```");
        assertThat(split.html())
                .hasSizeBetween(3, 6)
                .allSatisfy(html -> assertThat(html).matches("<pre><code>[0-9]+\n</code></pre>"));
    }

    @Test
    void leavesNoPartWithAnEmptyFence() {
        for (int spare = 0; spare < 44; spare += 4) {
            Split split =
                    split("```\n" + "0123456789\n".repeat(2_700) + "x".repeat(spare) + "\n\n\n```");
            assertThat(split.html()).allSatisfy(html -> assertThat(html).contains("<code>0123"));
        }
    }

    @Test
    void repeatsTheHeaderOfATable() {
        Split split =
                split(
                        "Costs:\n| item | cost |\n|:--|--:|\n"
                                + lines(9_000, i -> "| w" + i + " | *1* |"));
        assertThat(split.parts()).hasSizeGreaterThan(5);
        assertThat(split.html())
                .allSatisfy(
                        html ->
                                assertThat(html)
                                        .containsOnlyOnce("<th>item</th>")
                                        .contains("<td>w")
                                        .endsWith("</table>"));
        assertThat(words(split)).isEqualTo(numbers(9_000));
    }

    @Test
    void cutsAListBetweenItsItemsAndAtTheirChildren() {
        Split flat = split(lines(9_000, i -> (i + 1) + ". *item* w" + i));
        assertThat(flat.html())
                .allSatisfy(html -> assertThat(html).startsWith("<ol").endsWith("</li>\n</ol>"));
        assertThat(flat.html().get(1)).matches("(?s)<ol start=\"\\d+\">.*");
        assertThat(words(flat)).isEqualTo(numbers(9_000));
        Split nested =
                split("- outer\n    1. inner\n" + lines(9_000, i -> "        - *item* w" + i));
        assertThat(nested.html())
                .allSatisfy(
                        html ->
                                assertThat(html)
                                        .startsWith("<ul>\n<li>")
                                        .contains("<ol>\n<li>")
                                        .contains("<ul>\n<li><em>item</em> w")
                                        .doesNotContain("<pre>"));
        assertThat(words(nested)).isEqualTo(numbers(9_000));
    }

    @Test
    void keepsQuotesQuoted() {
        Split split = split(lines(3_000, i -> "> *quoted* words w" + i + "\n>"));
        assertThat(split.html())
                .allSatisfy(
                        html ->
                                assertThat(html)
                                        .startsWith("<blockquote>")
                                        .endsWith("</blockquote>"));
        assertThat(words(split)).isEqualTo(numbers(3_000));
        Split line = split("> - " + numbered(30_000, " "));
        assertThat(line.html())
                .hasSizeGreaterThan(2)
                .allSatisfy(html -> assertThat(html).startsWith("<blockquote>\n<ul>\n<li>"));
        assertThat(words(line)).isEqualTo(numbers(30_000));
    }

    @Test
    void cutsAParagraphAtLinesThenSentencesThenWordsThenCharacters() {
        assertThat(split(lines(8_000, i -> "A line with some words")).bodies())
                .allSatisfy(body -> assertThat(body).startsWith("A line").endsWith("some words"));
        assertThat(split("This is a sentence. ".repeat(8_000)).bodies())
                .allSatisfy(body -> assertThat(body).startsWith("This").endsWith("sentence."));
        assertThat(split("word ".repeat(30_000)).bodies())
                .allSatisfy(body -> assertThat(body).startsWith("word").endsWith("word"));
        assertThat(split("😀".repeat(40_000)).bodies())
                .allSatisfy(body -> assertThat(body).matches("(😀)+"));
        assertThat(split("e\u0301".repeat(60_000)).bodies())
                .allSatisfy(body -> assertThat(body).matches("(e\u0301)+"));
    }

    @Test
    void keepsAHeadingWithWhatFollows() {
        String section = "## Heading\n\n" + "Some words here. ".repeat(1_200) + "\n\n";
        assertThat(split(section.repeat(12)).bodies())
                .hasSizeGreaterThan(3)
                .allSatisfy(
                        body -> assertThat(body).startsWith("## Heading").endsWith("words here."));
    }

    @Test
    void resolvesReferencesThatAreDefinedInAnotherPart() {
        Split split =
                split(
                        "See [the page] now.\n\n".repeat(4_000)
                                + "[other]: https://example.org/other\n"
                                + "[The  Page]: https://example.org/ 'Title'\n");
        assertThat(split.html())
                .hasSizeGreaterThan(3)
                .allSatisfy(
                        html ->
                                assertThat(html)
                                        .contains("<a href=\"https://example.org/\">the page</a>")
                                        .doesNotContain("[the page]"));
        assertThat(split.bodies().get(0)).doesNotContain("[other]");
    }

    /** Commonmark gives the lines of such a paragraph to the definition before it. */
    @ParameterizedTest
    @ValueSource(strings = {"[x]:x\n\"", "> [x]: x\n> '", "- [a]: b\n  [x]: x\n  (", "[x]:\nx\n\""})
    void splitsATextThatBeginsWithADefinitionWithAnUnclosedTitle(String beginning) {
        String text = beginning + numbered(30_000, " ");
        Split split = split(text);
        assertThat(split.parts()).hasSizeGreaterThan(2);
        assertThat(words(split)).isEqualTo(numbers(30_000));
        assertThat(split.bodies().get(0)).startsWith(beginning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a b=c", "*x*\n\n<a b=\"c\"", "> <b c", "- <i a='b'"})
    void splitsATagOfManyAttributes(String tag) {
        String attributes = tag.substring(tag.lastIndexOf(' '));
        String text = tag + attributes.repeat(60_000);
        assertThat(split(text).letters().replace(">", ""))
                .isEqualTo(Split.letters(text).replace(">", ""));
        assertThat(
                        new MessageComposer()
                                .plan(
                                        text,
                                        MessageFormat.MARKDOWN,
                                        MessageType.TEXT,
                                        Oversize.FILE))
                .isInstanceOf(SendPlan.FileThenEvent.class);
    }

    @Test
    void splitsWhatOnlyItsHtmlMakesTooLarge() {
        assertThat(split("*a* ".repeat(10_000)).parts()).hasSize(3);
        assertThat(split("| a | b |\n|---|---|\n" + "| 1 | 2 |\n".repeat(5_000)).html())
                .hasSizeGreaterThan(3)
                .allSatisfy(html -> assertThat(html).startsWith("<table>"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void losesAndDoublesNothingOfAnyDocument(int seed) {
        RandomDocument document = new RandomDocument(new Random(seed));
        String text = document.markdown(250_000);
        assertThat(words(split(text))).as("seed %s", seed).isEqualTo(words(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void keepsEveryCharacterOfParagraphs(int seed) {
        Random random = new Random(seed);
        String alphabet = "aäß中😀e\u0301 .,;:!?_()#&\"'\\\n\n\t  bcd";
        int[] characters = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        while (text.length() < 200_000) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        String letters = Split.letters(text.toString());
        assertThat(split(text.toString()).letters()).as("seed %s", seed).isEqualTo(letters);
    }

    private static Split split(String text) {
        return Split.of(text, MessageFormat.MARKDOWN);
    }

    private static List<String> words(Split split) {
        return words(String.join("\n", split.bodies()));
    }

    private static List<String> words(String text) {
        return NUMBERED.matcher(text).results().map(MatchResult::group).toList();
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> "w" + i).toList();
    }

    private static String numbered(int count, String separator) {
        return String.join(separator, numbers(count));
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
    }

    /** Blocks of every kind and size, nested; each word has a number of its own. */
    private static final class RandomDocument {

        private final Random random;
        private int word;

        RandomDocument(Random random) {
            this.random = random;
        }

        String markdown(int length) {
            StringBuilder text = new StringBuilder();
            while (text.length() < length) {
                text.append(String.join("\n", block(3))).append("\n\n");
            }
            return text.toString();
        }

        private List<String> block(int depth) {
            int size = 1 + (int) Math.pow(10, random.nextDouble() * 3.6);
            return switch (random.nextInt(depth > 0 ? 8 : 5)) {
                case 0 -> List.of("#".repeat(1 + random.nextInt(6)) + ' ' + words(3));
                case 1 -> List.of(words(size));
                case 2 -> lines(size, () -> words(8));
                case 3 -> {
                    List<String> code = lines(size, () -> "    " + words(5));
                    code.add(0, "```java");
                    code.add("```");
                    yield code;
                }
                case 4 -> {
                    List<String> rows =
                            lines(size, () -> "| " + words(2) + " | " + words(2) + " |");
                    rows.addAll(0, List.of("| head | head |", "|---|:-:|"));
                    yield rows;
                }
                case 5 -> block(depth - 1).stream().map(line -> "> " + line).toList();
                default -> {
                    List<String> items = new ArrayList<>();
                    String marker = random.nextBoolean() ? "- " : "1. ";
                    for (int i = random.nextInt(5); i >= 0; i--) {
                        List<String> item = block(depth - 1);
                        items.add(marker + item.get(0));
                        item.stream()
                                .skip(1)
                                .map(line -> " ".repeat(marker.length()) + line)
                                .forEach(items::add);
                        items.add("");
                    }
                    yield items;
                }
            };
        }

        private List<String> lines(int size, Supplier<String> line) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < size; i += 5) {
                lines.add(line.get());
            }
            return lines;
        }

        private String words(int count) {
            StringBuilder words = new StringBuilder();
            for (int i = 0; i < count; i++) {
                String mark = random.nextInt(10) == 0 ? "*" : "";
                words.append(i == 0 ? "" : " ")
                        .append(mark)
                        .append('w')
                        .append(word++)
                        .append(mark);
            }
            return words.toString();
        }
    }
}
