// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.camelmatrix.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of received files that any file system takes. */
class LocalFileNameTest {

    private static final Set<String> DEVICES =
            Set.of("CON", "PRN", "AUX", "NUL", "COM0", "COM1", "COM\u00b2", "LPT9", "CONIN$");

    @Test
    void keepsOrdinaryNames() {
        for (String name :
                List.of("a.txt", "report 1 (final).pdf", "é漢🚀.png", "a..b", "R&D.doc")) {
            assertThat(LocalFileName.of(name)).isEqualTo(name);
        }
    }

    @Test
    void cutsNamesByBytesAndKeepsTheExtension() {
        for (String name :
                List.of("漢".repeat(100), "🚀".repeat(64), "x".repeat(5000), "é".repeat(99))) {
            String cut = LocalFileName.of(name + ".pdf");
            assertThat(cut).endsWith(".pdf").startsWith(name.substring(0, 2));
            assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(120, 128);
        }
        assertThat(LocalFileName.of("a." + "漢".repeat(200)).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(128);
    }

    @Test
    void leavesNoPathNoHiddenFileAndNoOption() {
        assertThat(LocalFileName.of("../../etc/passwd")).isEqualTo("passwd");
        assertThat(LocalFileName.of("..\\..\\boot.ini")).isEqualTo("boot.ini");
        assertThat(LocalFileName.of(".bashrc")).isEqualTo("_bashrc");
        assertThat(LocalFileName.of("...x")).isEqualTo("_x");
        assertThat(LocalFileName.of("-rf")).isEqualTo("_rf");
        assertThat(LocalFileName.of("~root")).isEqualTo("_root");
        assertThat(LocalFileName.of("a:stream.txt")).isEqualTo("a_stream.txt");
        assertThat(LocalFileName.of("trailing. . ")).isEqualTo("trailing");
        assertThat(LocalFileName.of("a\r\nb\0.txt")).isEqualTo("ab.txt");
        for (String none : new String[] {null, "", ".", "..", "/", "a/", " "}) {
            assertThat(LocalFileName.of(none)).as("%s", none).isNull();
        }
    }

    @Test
    void leavesNoDeviceOfWindows() {
        for (String device : DEVICES) {
            for (String name :
                    List.of(device, device.toLowerCase(Locale.ROOT), device + ".tar.gz")) {
                assertThat(LocalFileName.of(name)).startsWith("_");
            }
        }
        assertThat(LocalFileName.of("CON .txt")).startsWith("_");
        assertThat(LocalFileName.of("Console.txt")).isEqualTo("Console.txt");
    }

    @Test
    void givesNamesThatTheFileSystemTakes(@TempDir Path folder) {
        int[] odd = {
            '.', '/', '\\', ' ', '-', ':', '~', 0, 10, 0xd83d, 0xde80, 0x202e, 0x6f22, 'C', 'N'
        };
        Fuzz.run(
                2_000,
                random -> {
                    StringBuilder name = new StringBuilder();
                    for (int i = random.nextInt(300); i >= 0; i--) {
                        int any = random.nextInt(0x10000);
                        name.append((char) (random.nextInt(3) == 0 ? any : odd[any % odd.length]));
                    }
                    String local = LocalFileName.of(name.toString());
                    if (local == null) {
                        return;
                    }
                    assertThat(local).doesNotContain("/", "\\").doesNotMatch("^[.~-].*|.*[. ]$");
                    assertThat(local.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(130);
                    assertThat(LocalFileName.of(local)).isEqualTo(local);
                    Path file = folder.resolve(local);
                    assertThat(file.getParent()).isEqualTo(folder);
                    Files.writeString(file, "x");
                    Files.delete(file);
                });
    }
}
