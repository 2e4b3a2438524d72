// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNameTest {

    @Test
    void isTheLastOfAPathWithoutWhatCannotBeShown() {
        assertThat(FileName.safe("a b+é.png")).isEqualTo("a b+é.png");
        assertThat(FileName.safe("../../etc/passwd")).isEqualTo("passwd");
        assertThat(FileName.safe("C:\\temp\\report.pdf")).isEqualTo("report.pdf");
        assertThat(FileName.safe("a\r\nX-Evil: 1\0.pdf")).isEqualTo("aX-Evil: 1.pdf");
        assertThat(FileName.safe("report\u202efdp.exe")).isEqualTo("reportfdp.exe");
        assertThat(FileName.safe("half\ud83d.png")).isEqualTo("half.png");
        for (String none : new String[] {null, "", " ", ".", "..", "a/", "..\\..", "\u0000"}) {
            assertThat(FileName.safe(none)).isNull();
        }
    }

    @Test
    void isShortAndKeepsItsEnd() {
        assertThat(FileName.safe("x".repeat(1000) + ".pdf")).hasSize(200).endsWith("x.pdf");
        assertThat(FileName.safe("🚀".repeat(1000) + "y.pdf")).hasSizeLessThanOrEqualTo(200);
        assertThat(FileName.safe("🚀".repeat(1000) + "y.pdf").codePointAt(0)).isEqualTo(0x1f680);
    }

    @Test
    void isReadOfAHeaderOfAnyLength() {
        for (String piece : new String[] {"a", "é", "\\\\a", "\\\"", "a\\\""}) {
            String header = "inline; filename=\"" + piece.repeat(100_000) + "\"";
            assertThat(FileName.ofDisposition(header)).hasSizeBetween(1, 200);
            assertThat(FileName.ofDisposition(header.substring(0, header.length() - 1)))
                    .satisfiesAnyOf(
                            name -> assertThat(name).isNull(),
                            name -> assertThat(name).hasSizeBetween(1, 200));
        }
        assertThat(FileName.ofDisposition("inline; filename=" + "a".repeat(100_000))).hasSize(200);
        assertThat(FileName.ofDisposition("inline; filename*=utf-8''" + "%20a".repeat(100_000)))
                .hasSizeBetween(1, 200);
        assertThat(FileName.ofDisposition("inline; filename" + " ".repeat(100_000))).isNull();
    }

    @Test
    void isReadOfAHeader() {
        assertThat(FileName.ofDisposition("inline; filename=a.png")).isEqualTo("a.png");
        assertThat(FileName.ofDisposition("attachment; filename=\"a \\\"b\\\".png\""))
                .isEqualTo("a \"b\".png");
        assertThat(FileName.ofDisposition("inline; filename*=utf-8''a%20b%2B%C3%A9+.png"))
                .isEqualTo("a b+é+.png");
        assertThat(FileName.ofDisposition("inline; filename*=utf-8''..%2F..%2Fx")).isEqualTo("x");
        assertThat(FileName.ofDisposition("inline; filename*=utf-8''%zz")).isNull();
        assertThat(FileName.ofDisposition("inline")).isNull();
        assertThat(FileName.ofDisposition(null)).isNull();
    }
}
