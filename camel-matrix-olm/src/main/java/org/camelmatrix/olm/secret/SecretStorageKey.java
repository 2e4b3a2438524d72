// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.UnauthenticException;
import org.camelmatrix.olm.internal.AesCtr;
import org.camelmatrix.olm.internal.Base64Text;
import org.camelmatrix.olm.internal.Hkdf;
import org.camelmatrix.olm.internal.HmacSha256;
import org.camelmatrix.olm.primitive.Curves;
import org.camelmatrix.olm.primitive.Primitives;

/**
 * A key of the secret storage that an account keeps at its homeserver (Client-Server API, "Secret
 * storage", {@code m.secret_storage.v1.aes-hmac-sha2}).
 */
public final class SecretStorageKey implements AutoCloseable {
    /** The only algorithm there is. */
    public static final String ALGORITHM = "m.secret_storage.v1.aes-hmac-sha2";

    private static final String PASSPHRASE_ALGORITHM = "m.pbkdf2";
    private static final int LONGEST_SECRET = 1 << 16;
    private static final int LONGEST_FIELD = 64;
    private static final int KEY_BITS = 256;
    private static final String CHECK = "";

    private final byte[] key;
    private boolean closed;

    private SecretStorageKey(byte[] key) {
        this.key = key;
    }

    /** Makes a new key. */
    public static SecretStorageKey generate(Primitives primitives) {
        byte[] key = new byte[Curves.KEY_LENGTH];
        primitives.random().nextBytes(key);
        return new SecretStorageKey(key);
    }

    /**
     * @param recoveryKey the key as a person has written it down
     * @throws MalformedException if it is none
     */
    public static SecretStorageKey ofRecoveryKey(String recoveryKey) {
        return new SecretStorageKey(RecoveryKey.decode(recoveryKey));
    }

    /**
     * @param passphrase the passphrase
     * @param description the content of {@code m.secret_storage.key.*}, which says how the key
     *     follows from it; null fails
     * @throws org.camelmatrix.olm.OlmException if it does not say that, or asks for too much work
     */
    public static SecretStorageKey ofPassphrase(char[] passphrase, JsonNode description) {
        JsonNode how = present(description).path("passphrase");
        String salt = how.path("salt").textValue();
        JsonNode iterations = how.path("iterations");
        if (!PASSPHRASE_ALGORITHM.equals(how.path("algorithm").textValue())
                || !hasKnownLength(how)
                || salt == null
                || !iterations.isIntegralNumber()) {
            throw new MalformedException(
                    "the key has no passphrase, or one of an unknown kind: use the recovery key");
        }
        // A number beyond a long is as much too large as the largest long.
        long count = iterations.canConvertToLong() ? iterations.longValue() : Long.MAX_VALUE;
        byte[] bytes = salt.getBytes(StandardCharsets.UTF_8);
        return new SecretStorageKey(
                Passphrase.stretch(passphrase, bytes, count, Curves.KEY_LENGTH));
    }

    private static boolean hasKnownLength(JsonNode how) {
        JsonNode bits = how.path("bits");
        return bits.isMissingNode()
                || bits.isIntegralNumber() && bits.canConvertToInt() && bits.intValue() == KEY_BITS;
    }

    /** The key as a person writes it down. It is a secret. */
    public String recoveryKey() {
        requireOpen();
        return RecoveryKey.encode(key);
    }

    /** A content for {@code m.secret_storage.key.*} by which {@link #fits} knows this key. */
    public ObjectNode describe(Primitives primitives) {
        ObjectNode check = encrypt(primitives, CHECK, new byte[Curves.KEY_LENGTH]);
        ObjectNode description = JsonNodeFactory.instance.objectNode().put("algorithm", ALGORITHM);
        description.set("iv", check.get("iv"));
        description.set("mac", check.get("mac"));
        return description;
    }

    /**
     * Whether this is the key that a description is about. A description without a check counts as
     * fitting.
     *
     * @param description the content of {@code m.secret_storage.key.*}; null fails
     * @throws MalformedException if it has another algorithm
     */
    public boolean fits(JsonNode description) {
        if (!ALGORITHM.equals(present(description).path("algorithm").textValue())) {
            throw new MalformedException("the secret storage has an algorithm that is not known");
        }
        if (!description.hasNonNull("iv") || !description.hasNonNull("mac")) {
            return true;
        }
        byte[] mac = field(description, "mac", LONGEST_FIELD);
        try (Keys keys = new Keys(CHECK)) {
            return MessageDigest.isEqual(
                    keys.code(keys.apply(iv(description), new byte[Curves.KEY_LENGTH])), mac);
        }
    }

    /**
     * Decrypts a secret. The code of a secret does not cover its iv, for so it is specified: the
     * homeserver can change what is decrypted into other bytes, though not into bytes of its
     * choice. So check a private key that comes from here against its public key.
     *
     * @param name the secret's name, such as {@code m.cross_signing.self_signing}
     * @param encrypted the entry of its {@code encrypted} under this key's id; null fails
     * @return the secret, which is a text in most cases; the caller clears it after use
     * @throws UnauthenticException if it was encrypted with another key or under another name
     * @throws org.camelmatrix.olm.OlmException if it has not the specified form
     */
    public byte[] decrypt(String name, JsonNode encrypted) {
        byte[] iv = iv(present(encrypted));
        byte[] ciphertext = field(encrypted, "ciphertext", LONGEST_SECRET);
        byte[] mac = field(encrypted, "mac", LONGEST_FIELD);
        try (Keys keys = new Keys(name)) {
            if (!MessageDigest.isEqual(keys.code(ciphertext), mac)) {
                throw new UnauthenticException(
                        "the secret " + name + " was encrypted with another key, or was changed");
            }
            return keys.apply(iv, ciphertext);
        }
    }

    /**
     * Encrypts a secret.
     *
     * @return the entry of {@code encrypted} under this key's id
     */
    public ObjectNode encrypt(Primitives primitives, String name, byte[] secret) {
        byte[] iv = new byte[AesCtr.IV_LENGTH];
        primitives.random().nextBytes(iv);
        // Some libraries count only the lower 64 bits up; with bit 63 zero they never overflow.
        iv[Long.BYTES] &= 0x7F;
        try (Keys keys = new Keys(name)) {
            byte[] ciphertext = keys.apply(iv, secret);
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("iv", Base64Text.encode(iv))
                    .put("ciphertext", Base64Text.encode(ciphertext))
                    .put("mac", Base64Text.encode(keys.code(ciphertext)));
        }
    }

    /** Clears the key. It cannot be used afterwards. */
    @Override
    public void close() {
        closed = true;
        Arrays.fill(key, (byte) 0);
    }

    /** Names no key. */
    @Override
    public String toString() {
        return "SecretStorageKey";
    }

    /** A cleared key would still encrypt, and everybody could decrypt it. */
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the key of the secret storage was closed");
        }
    }

    private static JsonNode present(JsonNode object) {
        if (object == null) {
            throw new MalformedException("the secret storage has no such key or secret");
        }
        return object;
    }

    private static byte[] iv(JsonNode object) {
        byte[] iv = field(object, "iv", LONGEST_FIELD);
        if (iv.length != AesCtr.IV_LENGTH) {
            throw new MalformedException(
                    "the iv of the secret has not " + AesCtr.IV_LENGTH + " bytes");
        }
        return iv;
    }

    private static byte[] field(JsonNode object, String name, int longest) {
        return Base64Text.decode(
                "the " + name + " of the secret", object.path(name).textValue(), longest);
    }

    /** The two keys for one name. */
    private final class Keys implements AutoCloseable {
        private final byte[] aes;
        private final byte[] mac;

        Keys(String name) {
            requireOpen();
            byte[] derived = Hkdf.derive(key, name, 2 * AesCtr.KEY_LENGTH);
            aes = Arrays.copyOf(derived, AesCtr.KEY_LENGTH);
            mac = Arrays.copyOfRange(derived, AesCtr.KEY_LENGTH, derived.length);
            Arrays.fill(derived, (byte) 0);
        }

        byte[] apply(byte[] iv, byte[] data) {
            return AesCtr.apply(aes, iv, data);
        }

        byte[] code(byte[] ciphertext) {
            return new HmacSha256(mac).update(ciphertext).code();
        }

        @Override
        public void close() {
            Arrays.fill(aes, (byte) 0);
            Arrays.fill(mac, (byte) 0);
        }
    }
}
