// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.stream.Stream;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.MessageType;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OversizeTest {

    private static final int HUGE = 5_000_000;
    private static final int LARGE = 1_000_000;

    private final MessageComposer composer = new MessageComposer();

    @ParameterizedTest
    @EnumSource(Oversize.class)
    void changesNothingForWhatOneEventHolds(Oversize oversize) {
        for (MessageFormat format : MessageFormat.values()) {
            SendPlan plan = composer.plan("<b>a</b> *b*", format, MessageType.TEXT, oversize);
            SendPlan usual = composer.plan("<b>a</b> *b*", format, MessageType.TEXT, Oversize.FAIL);
            assertThat(plan).isInstanceOf(SendPlan.Events.class).isEqualTo(usual);
        }
        assertThatThrownBy(() -> composer.plan(" ", MessageFormat.TEXT, MessageType.TEXT, oversize))
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("nothing but white space");
        assertThatThrownBy(
                        () ->
                                composer.plan(
                                        "<script>x</script>",
                                        MessageFormat.HTML,
                                        MessageType.TEXT,
                                        oversize))
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("may be shown");
    }

    @Test
    void refusesMoreThanAHundredParts() {
        for (MessageFormat format : MessageFormat.values()) {
            assertThatThrownBy(
                            () ->
                                    composer.plan(
                                            "some words\n".repeat(800_000),
                                            format,
                                            MessageType.TEXT,
                                            Oversize.SPLIT))
                    .isInstanceOf(MatrixRejectedException.class)
                    .hasMessageContaining("oversize=file");
        }
    }

    @Test
    void plansTheSameAgain() {
        String text = "*word* ".repeat(50_000);
        for (Oversize oversize : new Oversize[] {Oversize.SPLIT, Oversize.FILE}) {
            SendPlan plan = composer.plan(text, MessageFormat.MARKDOWN, MessageType.TEXT, oversize);
            SendPlan again =
                    new MessageComposer()
                            .plan(text, MessageFormat.MARKDOWN, MessageType.TEXT, oversize);
            assertThat(plan.digest()).isEqualTo(again.digest());
        }
    }

    static Stream<String> hostileTexts() {
        return Stream.of(
                "x".repeat(HUGE),
                "[".repeat(100_000),
                "[a]".repeat(LARGE / 3),
                "| a | b |\n|---|---|\n" + "| 1 | 2 |\n".repeat(HUGE / 10),
                "|a".repeat(20_000) + "|\n" + "|-".repeat(20_000) + "|\n" + "a|b\n".repeat(100_000),
                (">".repeat(10_000) + " x\n").repeat(200),
                ("> ".repeat(90) + " x\n").repeat(5_000),
                "- ".repeat(10_000) + "a\n" + "\n".repeat(500_000) + "x\n".repeat(100_000),
                "- a\n".repeat(LARGE / 4),
                "*a **a ".repeat(LARGE / 7),
                "_a*".repeat(LARGE / 3),
                "`a``b```c".repeat(100_000),
                "```java\n" + "x".repeat(LARGE),
                "[a]: http://x\n".repeat(LARGE / 14),
                "[a]: u" + "u".repeat(900) + "\n\n" + "[a] ".repeat(100_000),
                "&\"".repeat(500_000),
                "e" + "\u0301".repeat(LARGE),
                "a" + " ".repeat(HUGE) + "b",
                "<div>".repeat(LARGE / 5),
                "<div>".repeat(20_000) + "<img src=http:x>".repeat(30_000),
                "<a><b><i><s>x".repeat(100_000),
                "<table><tr><td>".repeat(60_000));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void readsNoTextForLong(String text) {
        for (MessageFormat format : MessageFormat.values()) {
            for (Oversize oversize : new Oversize[] {Oversize.SPLIT, Oversize.FILE}) {
                assertTimeout(Duration.ofSeconds(60), () -> plan(text, format, oversize));
            }
        }
    }

    private void plan(String text, MessageFormat format, Oversize oversize) {
        try {
            SendPlan plan = composer.plan(text, format, MessageType.TEXT, oversize);
            if (plan instanceof SendPlan.Events events) {
                assertThat(events.parts()).hasSizeBetween(1, Parts.MAXIMUM);
            }
        } catch (MatrixRejectedException e) {
            assertThat(e).hasMessageMatching(".*(oversize=file|may be shown).*");
        }
    }
}
