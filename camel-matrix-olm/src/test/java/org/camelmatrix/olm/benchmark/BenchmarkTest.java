// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is measured only now and then has to work whenever that is. */
class BenchmarkTest {
    @Test
    void aMessageOfARoomIsWrittenAndReadByBothImplementations() {
        MegolmBenchmark megolm = new MegolmBenchmark();
        megolm.prepare();
        assertThat(megolm.verify()).isTrue();
        assertThat(megolm.sign()).hasSize(64);
        for (int i = 0; i < 3; i++) {
            assertThat(megolm.decrypt())
                    .asString(UTF_8)
                    .isEqualTo(megolm.decryptByVodozemac())
                    .startsWith("{\"type\":\"m.room.message\"");
            assertThat(megolm.encrypt()).hasSameSizeAs(megolm.encryptByVodozemac());
        }
    }

    @Test
    void messagesOfTwoDevicesAreWrittenAndReadByBothImplementations() {
        OlmBenchmark olm = new OlmBenchmark();
        olm.prepare();
        for (int i = 0; i < 3; i++) {
            assertThat(olm.turn()).asString(UTF_8).isEqualTo(olm.turnByVodozemac());
        }
        olm.prepare();
        for (int i = 0; i < 3; i++) {
            assertThat(olm.messageWithinAChain())
                    .asString(UTF_8)
                    .isEqualTo(olm.messageWithinAChainByVodozemac());
        }
    }

    @Test
    void aFileIsEncryptedAndRead() throws Exception {
        AttachmentBenchmark attachment = new AttachmentBenchmark();
        attachment.prepare();
        assertThat(attachment.encrypt()).isEqualTo(1 << 16);
        assertThat(attachment.check()).isEqualTo(1 << 16);
        assertThat(attachment.decrypt()).isEqualTo(1 << 16);
    }

    @Test
    void sessionsAreLoaded() {
        LoadBenchmark load = new LoadBenchmark();
        load.sessions = 10;
        load.prepare();
        assertThat(load.load()).hasSize(10);
    }
}
