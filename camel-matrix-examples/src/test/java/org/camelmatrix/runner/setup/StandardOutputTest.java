// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardOutputTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw----r--", "rw--w----"})
    void isNotPrivateWhereOthersCanOpenTheFile(String permissions) throws Exception {
        Path link = linkTo(permissions);
        assertThatThrownBy(() -> new StandardOutput(link).requirePrivate())
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll(permissions, "--output");
    }

    @Test
    void isPrivateWhereOnlyTheOwnerCan() throws Exception {
        Path link = linkTo("rw-------");
        assertThatCode(() -> new StandardOutput(link).requirePrivate()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/nope/nowhere"})
    void isPrivateWhereItIsNoFile(String target) {
        assertThatCode(() -> new StandardOutput(Path.of(target)).requirePrivate())
                .doesNotThrowAnyException();
    }

    @Test
    void aFileThatIsMadeForTheLinesIsTheOwnersAlone() throws Exception {
        Path file = directory.resolve("new.properties");
        new PrivateFile(file).append("a=1");
        new PrivateFile(file).append("b=2");
        assertThat(file).hasContent("a=1\nb=2\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private Path linkTo(String permissions) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return Files.createSymbolicLink(directory.resolve("link"), file);
    }
}
