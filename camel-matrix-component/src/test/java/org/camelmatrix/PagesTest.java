// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages in Markdown lead to each other, and no link between them is broken. */
class PagesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int LONGEST_README = 200;

    private static final Pattern LINK =
            Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)|<img src=\"([^\"]+)\"");

    private static final Pattern HEADING = Pattern.compile("^#{1,6} (.+)$", Pattern.MULTILINE);

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files =
                Files.find(
                        ROOT,
                        6,
                        (file, attributes) ->
                                attributes.isRegularFile() && file.toString().endsWith(".md"))) {
            return files.filter(PagesTest::isOurs).sorted().toList().stream();
        }
    }

    private static boolean isOurs(Path file) {
        for (Path part : ROOT.relativize(file)) {
            String name = part.toString();
            if (name.equals("target")
                    || name.equals("node_modules")
                    || name.startsWith(".") && !name.equals(".github")) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksToWhatIsThere(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        Matcher link = LINK.matcher(withoutCode(Files.readString(page)));
        while (link.find()) {
            String target = link.group(1) == null ? link.group(2) : link.group(1);
            if (!target.matches("[a-z]+:.*") && !isThere(page, target)) {
                broken.add(target);
            }
        }
        assertThat(broken).as("broken links of %s", ROOT.relativize(page)).isEmpty();
    }

    private static boolean isThere(Path page, String target) throws IOException {
        String path = target.replaceFirst("#.*", "");
        Path file = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        boolean isInside = file.startsWith(ROOT) && Files.exists(file);
        return isInside
                && (!target.contains("#")
                        || anchors(file).contains(target.substring(target.indexOf('#') + 1)));
    }

    /** The anchors that GitHub makes of the headings. */
    private static List<String> anchors(Path page) throws IOException {
        Map<String, Integer> times = new TreeMap<>();
        List<String> anchors = new ArrayList<>();
        String blocks =
                Pattern.compile("^```.*?^```", Pattern.MULTILINE | Pattern.DOTALL)
                        .matcher(Files.readString(page))
                        .replaceAll("");
        Matcher heading = HEADING.matcher(blocks);
        while (heading.find()) {
            String anchor =
                    heading.group(1)
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                            .replaceAll("[^\\p{L}\\p{N} _-]", "")
                            .replace(' ', '-');
            int before = times.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + '-' + before);
        }
        return anchors;
    }

    private static String withoutCode(String page) {
        return Pattern.compile("^```.*?^```|`[^`\n]+`", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(page)
                .replaceAll("code");
    }

    static List<Path> docs() {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("docs")
    void saysWhatTheReaderCanDoAfterItAndLinksOn(Path page) throws IOException {
        List<String> lines = Files.readString(page).lines().toList();
        assertThat(lines.get(0)).startsWith("# ");
        assertThat(lines.get(2)).startsWith("After this page you ");
        assertThat(String.join(" ", lines.subList(lines.size() - 3, lines.size())))
                .contains("Next: ")
                .endsWith("[Overview](../README.md#where-to-go)");
    }

    @Test
    void areAllListedInAShortReadme() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        assertThat(readme.lines()).hasSizeLessThanOrEqualTo(LONGEST_README);
        assertThat(docs())
                .isNotEmpty()
                .allSatisfy(
                        page -> assertThat(readme).contains("](docs/" + page.getFileName() + ')'));
    }
}
