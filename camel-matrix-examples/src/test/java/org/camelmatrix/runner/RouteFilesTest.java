// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFilesTest {

    @TempDir private Path parent;
    private Path directory;

    @BeforeEach
    void writeFiles() throws IOException {
        directory = Files.createDirectories(parent.resolve("work [1] {a,b}"));
        Files.createDirectories(directory.resolve("routes/more"));
        for (String name :
                List.of("a.yaml", "b, %20 *.yaml", "routes/c.yaml", "routes/more/d.yaml")) {
            Files.writeString(directory.resolve(name), "");
        }
    }

    @Test
    void pathsAreRelativeToTheDirectory() {
        assertThat(files("routes/c.yaml", "./a.yaml", "a.yaml"))
                .containsExactly("routes/c.yaml", "a.yaml");
    }

    @Test
    void absolutePathsStayAsTheyAre() {
        assertThat(files(directory.resolve("a.yaml").toString())).containsExactly("a.yaml");
    }

    @Test
    void aFileMayHaveANameThatLooksLikeAPattern() {
        assertThat(files("b, %20 *.yaml")).containsExactly("b, %20 *.yaml");
    }

    @Test
    void patternsMeanFilesInTheOrderOfTheirNames() {
        assertThat(files("*.yaml")).containsExactly("a.yaml", "b, %20 *.yaml");
        assertThat(files("routes/*.yaml")).containsExactly("routes/c.yaml");
        assertThat(files("routes/**.yaml")).containsExactly("routes/c.yaml", "routes/more/d.yaml");
        assertThat(files("r*/c.yaml")).containsExactly("routes/c.yaml");
    }

    @Test
    void anArgumentThatMeansNothingIsNamed() {
        assertThatThrownBy(() -> files("nope.yaml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no route file nope.yaml in " + directory);
        assertThatThrownBy(() -> files("x*.yaml")).hasMessageContaining("x*.yaml");
        assertThatThrownBy(() -> files("routes")).hasMessageContaining("routes is a folder");
    }

    private List<String> files(String... arguments) {
        return new RouteFiles(directory)
                .of(List.of(arguments)).stream()
                        .map(file -> directory.relativize(file).toString())
                        .toList();
    }
}
