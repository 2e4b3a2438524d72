// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.UnauthenticException;
import org.camelmatrix.olm.Vectors;
import org.camelmatrix.olm.primitive.Primitives;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentTest {
    private static final JsonNode VECTORS = Vectors.read("attachment.json");

    @Test
    void readsWhatAnotherImplementationHasEncrypted() throws Exception {
        ObjectNode file = VECTORS.get("file").deepCopy();
        EncryptedFile encrypted = EncryptedFile.parse(file.put("url", "mxc://example.org/file"));
        byte[] ciphertext = Vectors.bytes(VECTORS.get("ciphertext"));
        assertThat(encrypted.check(stream(ciphertext)).readAllBytes()).isEqualTo(ciphertext);
        assertThat(encrypted.decrypt(stream(ciphertext)).readAllBytes())
                .isEqualTo(Vectors.bytes(VECTORS.get("plaintext")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 65_535, 65_536, 65_537, 1_000_000})
    void readsWhatItHasEncrypted(int size) throws Exception {
        byte[] plaintext = new byte[size];
        new Random(size).nextBytes(plaintext);
        AttachmentEncryption encryption =
                new AttachmentEncryption(Primitives.create(), stream(plaintext));
        byte[] ciphertext = encryption.ciphertext().readAllBytes();
        ObjectNode file = encryption.file("mxc://example.org/file");
        assertThat(ciphertext).hasSize(size);
        assertThat(file.get("iv").textValue()).endsWith("AAAAAAAAAA");
        EncryptedFile encrypted = EncryptedFile.parse(file);
        assertThat(encrypted.uri()).isEqualTo("mxc://example.org/file");
        assertThat(encrypted.check(stream(ciphertext)).readAllBytes()).isEqualTo(ciphertext);
        InputStream decrypted = encrypted.decrypt(stream(ciphertext));
        byte[] again = new byte[size];
        for (int i = 0; i < Math.min(size, 20); i++) {
            again[i] = (byte) decrypted.read();
        }
        decrypted.readNBytes(again, Math.min(size, 20), size - Math.min(size, 20));
        assertThat(again).isEqualTo(plaintext);
        assertThat(decrypted.read()).isEqualTo(-1);
    }

    @Test
    void twoEncryptionsOfOneFileHaveDifferentKeys() throws Exception {
        ObjectNode first = encrypt(new byte[100]);
        ObjectNode second = encrypt(new byte[100]);
        assertThat(first.get("key")).isNotEqualTo(second.get("key"));
        assertThat(first.get("iv")).isNotEqualTo(second.get("iv"));
    }

    @Test
    void aChangedFileNeverPasses() throws Exception {
        ObjectNode file = encrypt(new byte[100]);
        InputStream changed = EncryptedFile.parse(file).check(stream(new byte[100]));
        assertThatThrownBy(changed::readAllBytes).isInstanceOf(UnauthenticException.class);
        assertThatThrownBy(changed::read).isInstanceOf(UnauthenticException.class);
    }

    @Test
    void aChangedFileDoesNotPassWhereTheEventNamesTheHashOfNothing() throws Exception {
        ObjectNode file = encrypt(new byte[100]);
        file.putObject("hashes").put("sha256", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU");
        InputStream changed = EncryptedFile.parse(file).check(stream(new byte[100]));
        assertThatThrownBy(changed::readAllBytes).isInstanceOf(UnauthenticException.class);
        assertThatThrownBy(changed::read).isInstanceOf(UnauthenticException.class);
    }

    @Test
    void aFileIsDescribedOnlyOnceItWasReadToItsEnd() throws Exception {
        AttachmentEncryption encryption =
                new AttachmentEncryption(Primitives.create(), stream(new byte[100]));
        encryption.ciphertext().read();
        assertThatThrownBy(() -> encryption.file("mxc://example.org/file"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFileWhoseKeyWasClearedIsNotDescribed() throws Exception {
        AttachmentEncryption encryption =
                new AttachmentEncryption(Primitives.create(), stream(new byte[1]));
        encryption.ciphertext().readAllBytes();
        encryption.clear();
        assertThatThrownBy(() -> encryption.file("mxc://example.org/file"))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/key/k=AAAA",
                "/key/k=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFUA",
                "/key/kty=RSA",
                "/key/alg=A256GCM",
                "/v=v1",
                "/iv=AAAAAAAAAAA",
                "/hashes/sha256=AAAA"
            })
    void aFileWithAFieldOfAnotherFormIsRefused(String change) throws Exception {
        ObjectNode file = encrypt(new byte[1]);
        String[] parts = change.split("=");
        int slash = parts[0].lastIndexOf('/');
        ((ObjectNode) file.at(parts[0].substring(0, slash)))
                .put(parts[0].substring(slash + 1), parts[1]);
        assertThatThrownBy(() -> EncryptedFile.parse(file)).isInstanceOf(MalformedException.class);
    }

    @Test
    void aFileIsCheckedByteByByteToo() throws Exception {
        byte[] plaintext = new byte[300];
        new Random(1).nextBytes(plaintext);
        AttachmentEncryption encryption =
                new AttachmentEncryption(Primitives.create(), stream(plaintext));
        byte[] ciphertext = encryption.ciphertext().readAllBytes();
        assertThat(encryption.ciphertext().read()).isEqualTo(-1);
        EncryptedFile file = EncryptedFile.parse(encryption.file("mxc://example.org/file"));
        AtomicBoolean closed = new AtomicBoolean();
        InputStream source =
                new ByteArrayInputStream(ciphertext) {
                    @Override
                    public void close() {
                        closed.set(true);
                    }
                };
        try (InputStream checked = file.check(source)) {
            for (byte each : ciphertext) {
                assertThat(checked.read()).isEqualTo(each & 0xFF);
            }
            assertThat(checked.read()).isEqualTo(-1);
            assertThat(checked.read()).isEqualTo(-1);
        }
        assertThat(closed).isTrue();
        InputStream decrypted = file.decrypt(stream(ciphertext));
        assertThat(decrypted.skip(100)).isEqualTo(100);
        assertThat(decrypted.readAllBytes())
                .isEqualTo(Arrays.copyOfRange(plaintext, 100, plaintext.length));
        assertThat(decrypted.read(new byte[1], 0, 0)).isZero();
    }

    @Test
    void aContentWithoutAFileIsRefused() {
        assertThatThrownBy(() -> EncryptedFile.parse(null)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v", "url", "key", "iv", "hashes"})
    void aFileWithoutOneOfItsFieldsIsRefused(String field) throws Exception {
        ObjectNode file = encrypt(new byte[1]);
        file.remove(field);
        assertThatThrownBy(() -> EncryptedFile.parse(file)).isInstanceOf(MalformedException.class);
        file.put(field, 3);
        assertThatThrownBy(() -> EncryptedFile.parse(file)).isInstanceOf(MalformedException.class);
    }

    @Test
    void noKeyIsInAText() throws Exception {
        AttachmentEncryption encryption =
                new AttachmentEncryption(Primitives.create(), stream(new byte[1]));
        encryption.ciphertext().readAllBytes();
        ObjectNode file = encryption.file("mxc://example.org/file");
        assertThat(encryption.toString() + EncryptedFile.parse(file))
                .doesNotContain(file.at("/key/k").textValue());
    }

    private static ObjectNode encrypt(byte[] plaintext) throws Exception {
        AttachmentEncryption encryption =
                new AttachmentEncryption(Primitives.create(), stream(plaintext));
        encryption.ciphertext().readAllBytes();
        return encryption.file("mxc://example.org/file");
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }
}
