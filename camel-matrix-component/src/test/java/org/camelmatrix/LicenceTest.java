// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each source file of the repository names its licence in its first two lines. */
class LicenceTest {

    private static final Path REPOSITORY = Path.of("..");
    private static final String IDENTIFIER = "SPDX-License-Identifier: Apache-2.0";

    /** What the build, tests or an editor write, and what other programs wrote. */
    private static final Set<String> OTHER_FOLDERS =
            Set.of("target", "generated", "node_modules", "__pycache__", "inbox", "build", "bin");

    /** Of the texts ({@code .txt}), only the lists for pip; the others are data. */
    private static final Set<String> ENDINGS =
            Set.of(
                    "java",
                    "xml",
                    "yaml",
                    "yml",
                    "properties",
                    "py",
                    "sh",
                    "html",
                    "js",
                    "mjs",
                    "css");

    @Test
    void eachSourceFileNamesTheLicence() throws IOException {
        assertThat(sources())
                .hasSizeGreaterThan(500)
                .filteredOn(file -> !firstLines(file).contains(IDENTIFIER))
                .as("files without the line \"%s\" at their beginning", IDENTIFIER)
                .isEmpty();
    }

    @Test
    void looksAtScriptsAndSettingsToo() throws IOException {
        assertThat(sources())
                .extracting(file -> REPOSITORY.relativize(file).toString().replace('\\', '/'))
                .contains(
                        ".ci/run",
                        "testbed/synapse",
                        "testbed/web-client/index.html",
                        "testbed/web-client/shot.mjs",
                        "testbed/requirements.txt",
                        "pom.xml",
                        "camel-matrix-examples/src/main/resources/examples/echo.yaml",
                        "camel-matrix-component/src/test/resources/log4j2.properties");
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(
                REPOSITORY,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        return isOurs(folder)
                                ? FileVisitResult.CONTINUE
                                : FileVisitResult.SKIP_SUBTREE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile() && isSource(file)) {
                            sources.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return sources;
    }

    private static boolean isOurs(Path folder) {
        String name = folder.getFileName().toString();
        boolean hidden = name.startsWith(".") && !folder.equals(REPOSITORY);
        return name.equals(".ci")
                || name.equals(".github")
                || (!hidden && !OTHER_FOLDERS.contains(name));
    }

    /**
     * A file is a source by its ending, or, without one, if its first line names an interpreter.
     */
    private static boolean isSource(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0
                ? firstLines(file).startsWith("#!")
                : ENDINGS.contains(name.substring(dot + 1)) || name.matches("requirements.*\\.txt");
    }

    private static String firstLines(Path file) {
        try (var reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            return reader.readLine() + "\n" + reader.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
