// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import org.camelmatrix.olm.LimitException;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.OlmException;
import org.camelmatrix.olm.primitive.Curves;
import org.camelmatrix.olm.primitive.Primitives;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a homeserver, or whoever writes an export file, can send in place of what was stored. */
class HostileSecretsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEGIN = "-----BEGIN MEGOLM SESSION DATA-----";
    private static final String END = "-----END MEGOLM SESSION DATA-----";

    private final Primitives primitives = Primitives.create();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10000001",
                "4294967297",
                "9223372036854775807",
                "18446744073709551617",
                "1606938044258990275541962092341162602522202993782792835301377"
            })
    void morePassphraseWorkThanAllowedIsRefusedHoweverTheNumberIsWritten(String iterations)
            throws Exception {
        assertThatThrownBy(() -> ofPassphrase("\"iterations\":" + iterations))
                .isInstanceOf(LimitException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"iterations\":0",
                "\"iterations\":-1",
                "\"iterations\":1.5",
                "\"iterations\":\"1000\"",
                "\"iterations\":null",
                "\"iterations\":1,\"bits\":512",
                "\"iterations\":1,\"bits\":256.5",
                "\"iterations\":1,\"bits\":\"256\"",
                "\"iterations\":1,\"bits\":4294967552",
                "\"iterations\":1,\"bits\":null",
                "\"iterations\":1,\"salt\":\"\"",
                "\"iterations\":1,\"salt\":1",
                "\"iterations\":1,\"algorithm\":\"m.scrypt\""
            })
    void aPassphraseOfAnUnknownKindIsRefused(String fields) {
        assertThatThrownBy(() -> ofPassphrase(fields)).isInstanceOf(MalformedException.class);
    }

    @Test
    void anEmptyPassphraseAndOneBitLengthThatIsWrittenGiveAKey() throws Exception {
        String key = ofPassphrase("\"iterations\":1,\"bits\":256").recoveryKey();
        assertThat(key).isEqualTo(ofPassphrase("\"iterations\":1").recoveryKey());
        JsonNode description = description("\"iterations\":1");
        assertThat(SecretStorageKey.ofPassphrase(new char[0], description).recoveryKey())
                .isNotEqualTo(key);
    }

    @Test
    void whatIsMissingIsRefused() {
        try (SecretStorageKey key = SecretStorageKey.generate(primitives);
                BackupKey backup = BackupKey.of(Curves.best(), "A".repeat(43))) {
            malformed(() -> SecretStorageKey.ofPassphrase(new char[1], null));
            malformed(() -> key.fits(null));
            malformed(() -> key.decrypt("name", null));
            malformed(() -> key.decrypt("name", JSON.missingNode()));
            malformed(() -> backup.decrypt(null));
            malformed(() -> backup.decrypt(JSON.createArrayNode()));
            malformed(() -> BackupKey.of(Curves.best(), null));
            malformed(() -> BackupKey.of(Curves.best(), "AAAA"));
            malformed(() -> RecoveryKey.decode(null));
            malformed(() -> KeyExportFile.decrypt(null, new char[1]));
        }
    }

    @Test
    void aSecretIsBoundToItsNameItsKeyAndItsBytes() {
        try (SecretStorageKey key = SecretStorageKey.generate(primitives)) {
            ObjectNode encrypted = key.encrypt(primitives, "name", "secret".getBytes(UTF_8));
            for (String field : new String[] {"iv", "ciphertext", "mac"}) {
                for (JsonNode odd : new JsonNode[] {null, JSON.getNodeFactory().numberNode(1)}) {
                    ObjectNode changed = encrypted.deepCopy();
                    changed.set(field, odd);
                    malformed(() -> key.decrypt("name", changed));
                }
                ObjectNode shorter = encrypted.deepCopy();
                byte[] bytes = Base64.getDecoder().decode(encrypted.get(field).textValue());
                shorter.put(
                        field,
                        Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(bytes, 4)));
                assertThatThrownBy(() -> key.decrypt("name", shorter))
                        .isInstanceOf(OlmException.class);
            }
            assertThatThrownBy(
                            () ->
                                    key.decrypt(
                                            "name",
                                            encrypted
                                                    .deepCopy()
                                                    .put("ciphertext", "A".repeat((1 << 16) + 4))))
                    .isInstanceOf(LimitException.class);
        }
    }

    @Test
    void aDescriptionWithHalfACheckHasNone() {
        try (SecretStorageKey key = SecretStorageKey.generate(primitives)) {
            ObjectNode description = key.describe(primitives);
            assertThat(key.fits(description.deepCopy().put("mac", "AAAA"))).isFalse();
            assertThat(key.fits(description.deepCopy().without("iv"))).isTrue();
            assertThat(key.fits(description.deepCopy().without("mac"))).isTrue();
            malformed(() -> key.fits(description.deepCopy().put("iv", "AAAA")));
            malformed(() -> key.fits(description.deepCopy().put("algorithm", "m.other")));
        }
    }

    @Test
    void aRecoveryKeyFromADocumentMayHaveAnySpaces() {
        byte[] key = new byte[32];
        key[3] = 7;
        String text = RecoveryKey.encode(key);
        assertThat(RecoveryKey.decode(text.replace(' ', '\u00A0'))).isEqualTo(key);
        assertThat(RecoveryKey.decode(text.replace(" ", "\u2003\t"))).isEqualTo(key);
        malformed(() -> RecoveryKey.decode("\u00A01" + text));
    }

    @Test
    void aKeyOfAnotherLengthIsWrittenInNoWay() {
        assertThatThrownBy(() -> RecoveryKey.encode(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RecoveryKey.encode(new byte[33]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anExportFileCannotAskForHoursOfWork() {
        byte[] file = new byte[69];
        file[0] = 1;
        file[33] = (byte) 0xFF;
        assertThatThrownBy(() -> KeyExportFile.decrypt(text(file), new char[1]))
                .isInstanceOf(LimitException.class);
        file[33] = 0;
        malformed(() -> KeyExportFile.decrypt(text(file), new char[1]));
        file[0] = 2;
        malformed(() -> KeyExportFile.decrypt(text(file), new char[1]));
        malformed(() -> KeyExportFile.decrypt(text(new byte[68]), new char[1]));
        malformed(() -> KeyExportFile.decrypt(BEGIN + END, new char[1]));
    }

    private static String text(byte[] file) {
        return BEGIN + "\n" + Base64.getMimeEncoder().encodeToString(file) + "\n" + END;
    }

    private static void malformed(org.assertj.core.api.ThrowableAssert.ThrowingCallable use) {
        assertThatThrownBy(use).isInstanceOf(MalformedException.class);
    }

    private static SecretStorageKey ofPassphrase(String fields) throws Exception {
        return SecretStorageKey.ofPassphrase("x".toCharArray(), description(fields));
    }

    private static JsonNode description(String fields) throws Exception {
        return JSON.readTree(
                "{\"passphrase\":{\"algorithm\":\"m.pbkdf2\",\"salt\":\"salt\"," + fields + "}}");
    }
}
