// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.camelmatrix.olm.LimitException;
import org.camelmatrix.olm.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64TextTest {
    @Test
    void readsBytesOfEachLengthWithAndWithoutPadding() {
        Random random = new Random(1);
        for (int length = 0; length < 70; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            String text = Base64Text.encode(bytes);
            assertThat(text).doesNotContain("=");
            assertThat(Base64Text.decode("it", text, 100)).isEqualTo(bytes);
            String padded = text + "=".repeat((4 - text.length() % 4) % 4);
            assertThat(Base64Text.decode("it", padded, 100)).isEqualTo(bytes);
        }
    }

    /** Otherwise one message would have several texts. */
    @Test
    void noOtherLastCharacterStandsForTheSameBytes() {
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (String start : new String[] {"A", "AA"}) {
            for (String padding : new String[] {"", "=".repeat(3 - start.length())}) {
                int accepted = 0;
                for (char last : digits.toCharArray()) {
                    String text = start + last + padding;
                    try {
                        byte[] bytes = Base64Text.decode("it", text, 100);
                        assertThat(Base64Text.encode(bytes)).isEqualTo(start + last);
                        accepted++;
                    } catch (MalformedException e) {
                        assertThat(e).hasMessageContaining("it is base64 with bits");
                    }
                }
                assertThat(accepted).isEqualTo(start.length() == 1 ? 4 : 16);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"A", "A===", "AA=", "AAA==", "=", "AA==AA", "AA AA", "AA\n", "A-_A", "ÄÄ"})
    void refusesWhatIsNoBase64(String text) {
        assertThatThrownBy(() -> Base64Text.decode("it", text, 100))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesNothingAndTooMuch() {
        assertThatThrownBy(() -> Base64Text.decode("it", null, 100))
                .isInstanceOf(MalformedException.class);
        assertThat(Base64Text.decode("it", "A".repeat(100), 100)).hasSize(75);
        assertThatThrownBy(() -> Base64Text.decode("it", "A".repeat(101), 100))
                .isInstanceOf(LimitException.class);
    }
}
