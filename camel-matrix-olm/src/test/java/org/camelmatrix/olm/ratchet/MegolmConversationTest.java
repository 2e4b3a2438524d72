// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.connect2x.trixnity.vodozemac.megolm.GroupSession;
import de.connect2x.trixnity.vodozemac.megolm.MegolmMessage;
import de.connect2x.trixnity.vodozemac.megolm.MegolmSessionConfig;
import de.connect2x.trixnity.vodozemac.megolm.SessionKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.camelmatrix.olm.primitive.Primitives;
import org.junit.jupiter.api.Test;

/** Megolm sessions with the implementation inside Element in both directions, read in any order. */
class MegolmConversationTest {
    private static final int MESSAGES = Integer.getInteger("megolm.messages", 50_000);
    private static final int SESSION = 500;

    private final Primitives primitives = Primitives.create();
    private final MegolmSessionConfig version = MegolmSessionConfig.Companion.v1();

    @Test
    void theyReadWhatWeWrite() {
        for (int done = 0; done < MESSAGES / 2; done += SESSION) {
            Random random = new Random(done);
            OutboundGroupSession session = OutboundGroupSession.create(primitives);
            int start = random.nextInt(300);
            for (int i = 0; i < start; i++) {
                session.encrypt(new byte[0]);
            }
            var reader =
                    de.connect2x.trixnity.vodozemac.megolm.InboundGroupSession.Companion.invoke(
                            SessionKey.Companion.invoke(session.sessionKey()), version);
            assertThat(reader.getSessionId()).isEqualTo(session.sessionId());
            List<String> messages = new ArrayList<>();
            for (int i = 0; i < SESSION; i++) {
                messages.add(session.encrypt(("message " + (start + i) + " ☃").getBytes(UTF_8)));
                session = OutboundGroupSession.deserialize(primitives, session.serialize());
            }
            Collections.shuffle(messages, random);
            for (String message : messages) {
                var decrypted = reader.decrypt(MegolmMessage.Text.Companion.invoke(message));
                assertThat(decrypted.getPlaintext().getValue())
                        .isEqualTo("message " + decrypted.getMessageIndex() + " ☃");
            }
        }
    }

    @Test
    void weReadWhatTheyWrite() {
        for (int done = 0; done < MESSAGES / 2; done += SESSION) {
            Random random = new Random(done);
            GroupSession session = GroupSession.Companion.invoke(version);
            int start = random.nextInt(300);
            for (int i = 0; i < start; i++) {
                session.encrypt("");
            }
            InboundGroupSession reader =
                    InboundGroupSession.fromSessionKey(
                            primitives, session.getSessionKey().getBase64());
            assertThat(reader.firstIndex()).isEqualTo(start);
            assertThat(reader.sessionId()).isEqualTo(session.getSessionId());
            List<String> messages = new ArrayList<>();
            for (int i = 0; i < SESSION; i++) {
                messages.add(session.encrypt("message " + (start + i) + " ☃").getBase64());
            }
            Collections.shuffle(messages, random);
            for (String message : messages) {
                InboundGroupSession.Decrypted decrypted = reader.decrypt(message);
                assertThat(decrypted.plaintext())
                        .asString(UTF_8)
                        .isEqualTo("message " + decrypted.index() + " ☃");
                if (random.nextInt(100) == 0) {
                    reader = InboundGroupSession.fromExport(primitives, reader.export());
                }
            }
        }
    }
}
