// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.camelmatrix.olm.LimitException;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.UnauthenticException;
import org.camelmatrix.olm.Vectors;
import org.camelmatrix.olm.primitive.Curves;
import org.camelmatrix.olm.primitive.Ed25519Key;
import org.camelmatrix.olm.primitive.Ed25519Pair;
import org.camelmatrix.olm.primitive.Primitives;
import org.camelmatrix.olm.ratchet.InboundGroupSession;
import org.junit.jupiter.api.Test;

/**
 * An account as a client with another implementation has left it at a homeserver: secret storage,
 * backup and key export.
 */
class SecretVectorsTest {
    private static final JsonNode ACCOUNT = Vectors.read("account.json");
    private static final JsonNode EXPORT = Vectors.read("key-export.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Primitives primitives = Primitives.create();

    @Test
    void theRecoveryKeyReadsTheSecretsOfTheAccount() {
        try (SecretStorageKey key =
                SecretStorageKey.ofRecoveryKey(ACCOUNT.get("recovery_key").textValue())) {
            assertThat(key.fits(description())).isTrue();
            assertThat(key.recoveryKey()).isEqualTo(ACCOUNT.get("recovery_key").textValue());
            for (String usage : new String[] {"master", "self_signing", "user_signing"}) {
                byte[] secret =
                        key.decrypt("m.cross_signing." + usage, secret("m.cross_signing." + usage));
                Ed25519Pair pair =
                        Ed25519Pair.of(
                                Curves.best(), Ed25519Key.of(new String(secret, UTF_8)).bytes());
                JsonNode published = ACCOUNT.at("/keys_query/" + usage + "_keys/keys");
                assertThat(published.fieldNames().next()).isEqualTo("ed25519:" + pair.publicKey());
            }
            assertThatThrownBy(
                            () ->
                                    key.decrypt(
                                            "m.megolm_backup.v1", secret("m.cross_signing.master")))
                    .isInstanceOf(UnauthenticException.class);
        }
    }

    @Test
    void thePassphraseGivesTheSameKey() {
        char[] passphrase = ACCOUNT.get("passphrase").textValue().toCharArray();
        try (SecretStorageKey key = SecretStorageKey.ofPassphrase(passphrase, description())) {
            assertThat(key.recoveryKey()).isEqualTo(ACCOUNT.get("recovery_key").textValue());
        }
    }

    @Test
    void anotherKeyDoesNotFit() {
        try (SecretStorageKey other = SecretStorageKey.generate(primitives)) {
            assertThat(other.fits(description())).isFalse();
            assertThat(other.fits(other.describe(primitives))).isTrue();
            assertThatThrownBy(
                            () ->
                                    other.decrypt(
                                            "m.cross_signing.master",
                                            secret("m.cross_signing.master")))
                    .isInstanceOf(UnauthenticException.class);
            ObjectNode encrypted = other.encrypt(primitives, "name", "secret".getBytes(UTF_8));
            assertThat(other.decrypt("name", encrypted)).asString(UTF_8).isEqualTo("secret");
        }
    }

    @Test
    void aHomeserverCannotAskForHoursOfWork() {
        ObjectNode description = description().deepCopy();
        ((ObjectNode) description.get("passphrase")).put("iterations", 1L << 40);
        assertThatThrownBy(() -> SecretStorageKey.ofPassphrase("x".toCharArray(), description))
                .isInstanceOf(LimitException.class);
    }

    @Test
    void aRecoveryKeyWithAMistakeIsRefused() {
        String key = ACCOUNT.get("recovery_key").textValue();
        assertThat(RecoveryKey.decode("  " + key.replace(" ", "") + "\n"))
                .isEqualTo(RecoveryKey.decode(key));
        int refused = 0;
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) != ' ') {
                String shorter = key.substring(0, i) + key.substring(i + 1);
                assertThatThrownBy(() -> RecoveryKey.decode(shorter))
                        .isInstanceOf(MalformedException.class);
                String changed =
                        key.substring(0, i)
                                + (key.charAt(i) == 'z' ? 'y' : 'z')
                                + key.substring(i + 1);
                refused += isRefused(changed) ? 1 : 0;
            }
        }
        // The parity is one byte, so that one mistake in 256 is not seen.
        assertThat(refused).isGreaterThanOrEqualTo(45);
        for (String none :
                new String[] {"", " ", "1", "1" + key, key + "0", "z".repeat(1_000_000)}) {
            assertThatThrownBy(() -> RecoveryKey.decode(none))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void theBackupGivesASessionThatReadsTheMessage() throws Exception {
        String secret;
        try (SecretStorageKey key =
                SecretStorageKey.ofRecoveryKey(ACCOUNT.get("recovery_key").textValue())) {
            secret =
                    new String(
                            key.decrypt("m.megolm_backup.v1", secret("m.megolm_backup.v1")), UTF_8);
        }
        try (BackupKey backup = BackupKey.of(Curves.best(), secret)) {
            assertThat(backup.publicKey().base64())
                    .isEqualTo(ACCOUNT.at("/backup_version/auth_data/public_key").textValue());
            JsonNode content = ACCOUNT.at("/event/content");
            JsonNode entry =
                    ACCOUNT.at("/backup_keys/rooms")
                            .path(ACCOUNT.at("/event/room_id").textValue())
                            .path("sessions")
                            .path(content.get("session_id").textValue());
            JsonNode data = entry.get("session_data");
            JsonNode session = JSON.readTree(backup.decrypt(data));
            assertThat(body(session, content)).isEqualTo(ACCOUNT.get("event_body").textValue());
            ObjectNode changed = data.deepCopy();
            assertThatThrownBy(() -> backup.decrypt(changed.put("mac", "AAAAAAAAAAA")))
                    .isInstanceOf(UnauthenticException.class);
            assertThatThrownBy(() -> backup.decrypt(changed.put("ephemeral", "AAAA")))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void aKeyExportGivesItsSessions() throws Exception {
        char[] passphrase = EXPORT.get("passphrase").textValue().toCharArray();
        byte[] sessions = KeyExportFile.decrypt(EXPORT.get("file").textValue(), passphrase);
        assertThat(JSON.readTree(sessions)).isEqualTo(EXPORT.get("sessions"));
        InboundGroupSession session =
                InboundGroupSession.fromExport(
                        primitives, EXPORT.at("/sessions/0/session_key").textValue());
        assertThat(session.sessionId()).isEqualTo(EXPORT.at("/sessions/0/session_id").textValue());
        assertThat(session.decrypt(EXPORT.get("message").textValue()).plaintext())
                .asString(UTF_8)
                .isEqualTo(EXPORT.get("plaintext").textValue());
        assertThatThrownBy(
                        () ->
                                KeyExportFile.decrypt(
                                        EXPORT.get("file").textValue(), "another".toCharArray()))
                .isInstanceOf(UnauthenticException.class);
    }

    @Test
    void readsTheKeyExportThatItWrites() {
        byte[] sessions = "[]".repeat(100).getBytes(UTF_8);
        char[] passphrase = "with é and 😀".toCharArray();
        String file = KeyExportFile.encrypt(primitives, sessions, passphrase);
        assertThat(file.lines().mapToInt(String::length).max().orElseThrow())
                .isLessThanOrEqualTo(96);
        assertThat(KeyExportFile.decrypt(file, passphrase)).isEqualTo(sessions);
        String[] lines = file.split("\n");
        for (String bad :
                new String[] {
                    "",
                    lines[0],
                    lines[0] + lines[2],
                    lines[2] + lines[0],
                    lines[0] + "AAAA" + lines[3],
                    lines[0] + "!" + lines[3]
                }) {
            assertThatThrownBy(() -> KeyExportFile.decrypt(bad, passphrase))
                    .as(bad)
                    .isInstanceOf(MalformedException.class);
        }
    }

    private static boolean isRefused(String recoveryKey) {
        try {
            RecoveryKey.decode(recoveryKey);
            return false;
        } catch (MalformedException e) {
            assertThat(e).hasMessageNotContaining(recoveryKey);
            return true;
        }
    }

    private String body(JsonNode exported, JsonNode content) throws Exception {
        InboundGroupSession session =
                InboundGroupSession.fromExport(primitives, exported.get("session_key").textValue());
        assertThat(session.sessionId()).isEqualTo(content.get("session_id").textValue());
        byte[] plaintext = session.decrypt(content.get("ciphertext").textValue()).plaintext();
        return JSON.readTree(plaintext).at("/content/body").textValue();
    }

    private static JsonNode description() {
        return ACCOUNT.at("/account_data")
                .get("m.secret_storage.key." + ACCOUNT.get("default_key").textValue());
    }

    private static JsonNode secret(String name) {
        return ACCOUNT.get("account_data")
                .get(name)
                .get("encrypted")
                .get(ACCOUNT.get("default_key").textValue());
    }

    @Test
    void aKeyThatIsClosedEncryptsNothing() {
        SecretStorageKey key = SecretStorageKey.generate(primitives);
        key.close();
        assertThatThrownBy(key::recoveryKey).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> key.encrypt(primitives, "name", new byte[1]))
                .isInstanceOf(IllegalStateException.class);
        assertThat(key).hasToString("SecretStorageKey");
    }
}
