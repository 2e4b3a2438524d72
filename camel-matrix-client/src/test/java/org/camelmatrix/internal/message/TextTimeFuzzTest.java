// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.MessageType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How long it takes to split a text, in CPU time of the thread. In builds, texts of 16 KiB take a
 * few seconds at most. With {@code -Dtimes.table=FILE} the sizes are 128 KiB to 1 MiB, the time may
 * grow no faster than they do, and the file gets a table of all times.
 */
class TextTimeFuzzTest {

    private static final String TABLE = System.getProperty("times.table");
    private static final int SMALLEST = (TABLE == null ? 16 : 128) * 1024;
    private static final int DOUBLINGS = TABLE == null ? 0 : 3;

    /** What a text of the smallest size may take in builds, in milliseconds. */
    private static final double LONGEST = 4_000;

    /** Compilation, the collector and attempts at the first part, in milliseconds. */
    private static final double NOISE = 8_000;

    private static final List<String> ROWS = new ArrayList<>();

    private final MessageComposer composer = new MessageComposer();

    @ParameterizedTest
    @EnumSource(HostileText.class)
    void takesNoMoreTimeThanInProportionToTheSize(HostileText kind) {
        for (MessageFormat format :
                new MessageFormat[] {MessageFormat.MARKDOWN, MessageFormat.HTML}) {
            StringBuilder row = new StringBuilder("| " + kind + " | " + format + " |");
            double first = 0;
            double last = 0;
            for (int i = 0; i <= DOUBLINGS; i++) {
                last = milliseconds(kind.of(SMALLEST << i), format);
                first = i == 0 ? last : first;
                row.append(String.format(Locale.ROOT, " %.0f |", last));
            }
            ROWS.add(row.toString());
            assertThat(last)
                    .as("milliseconds for %s times the size, after %s ms", 1 << DOUBLINGS, first)
                    .isLessThan(
                            TABLE == null
                                    ? LONGEST
                                    : (2 << DOUBLINGS) * Math.min(first, 1_000) + NOISE);
        }
    }

    @AfterAll
    static void write() throws IOException {
        if (TABLE != null) {
            String head =
                    "| kind | format | 128 KiB | 256 KiB | 512 KiB | 1 MiB |\n"
                            + "|---|---|--:|--:|--:|--:|\n";
            Files.writeString(Path.of(TABLE), head + String.join("\n", ROWS) + '\n');
        }
    }

    private double milliseconds(String text, MessageFormat format) {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        try {
            composer.plan(text, format, MessageType.TEXT, Oversize.SPLIT);
        } catch (MatrixRejectedException e) {
            assertThat(e).hasMessageMatching(".*(oversize=file|may be shown).*");
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1e6;
    }
}
