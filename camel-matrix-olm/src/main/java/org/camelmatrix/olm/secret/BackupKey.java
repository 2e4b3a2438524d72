// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.secret;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.UnauthenticException;
import org.camelmatrix.olm.internal.Base64Text;
import org.camelmatrix.olm.internal.MessageKeys;
import org.camelmatrix.olm.primitive.Curve25519Key;
import org.camelmatrix.olm.primitive.Curve25519Pair;
import org.camelmatrix.olm.primitive.Curves;

/**
 * The private key of a server-side key backup, which reads it (Client-Server API, "Server-side key
 * backups", {@code m.megolm_backup.v1.curve25519-aes-sha2}).
 *
 * <p>Anybody who knows the public key can add keys to a backup: what is read from it proves nothing
 * about its sender.
 */
public final class BackupKey implements AutoCloseable {
    private static final int LONGEST_SESSION = 1 << 16;
    private static final int LONGEST_KEY = 44;
    private static final byte[] NOTHING = {};

    private final Curve25519Pair pair;

    private BackupKey(Curve25519Pair pair) {
        this.pair = pair;
    }

    /**
     * @param curves what to compute with
     * @param secret the secret {@code m.megolm_backup.v1} as the secret storage gives it: base64 of
     *     the private key
     * @throws org.camelmatrix.olm.OlmException if it is no key
     */
    public static BackupKey of(Curves curves, String secret) {
        byte[] key = Base64Text.decode("the key of the backup", secret, LONGEST_KEY);
        try {
            if (key.length != Curves.KEY_LENGTH) {
                throw new MalformedException("the key of the backup has not 32 bytes");
            }
            return new BackupKey(Curve25519Pair.of(curves, key));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /**
     * The key that the backup's {@code auth_data} has to name: then the backup is the one that this
     * key reads.
     */
    public Curve25519Key publicKey() {
        return pair.publicKey();
    }

    /**
     * Decrypts the {@code session_data} of one session. Whether a changed ciphertext is refused
     * tells about the plaintext: treat all failures alike where the homeserver could see it.
     *
     * @param sessionData the {@code session_data} as it was received; null fails
     * @return the JSON of the session, in UTF-8: its {@code session_key} has the export format
     * @throws UnauthenticException if the code is not the specified one. That code is one of
     *     nothing, for so it was specified after a fault in the first implementation: it shows that
     *     the key is right, and not that the session is as it was written.
     * @throws org.camelmatrix.olm.OlmException if it has not the specified form
     */
    public byte[] decrypt(JsonNode sessionData) {
        if (sessionData == null) {
            throw new MalformedException("the session of the backup has no session_data");
        }
        Curve25519Key ephemeral = Curve25519Key.of(sessionData.path("ephemeral").textValue());
        byte[] ciphertext = field(sessionData, "ciphertext");
        byte[] mac = field(sessionData, "mac");
        byte[] secret = pair.agree(ephemeral);
        try (MessageKeys keys = MessageKeys.derive(secret, "")) {
            if (!keys.authenticates(NOTHING, 0, mac)) {
                throw new UnauthenticException("the session was backed up for another key");
            }
            return keys.decrypt(ciphertext);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** Clears the key. */
    @Override
    public void close() {
        pair.close();
    }

    /** The public key only. */
    @Override
    public String toString() {
        return "BackupKey[" + publicKey() + "]";
    }

    private static byte[] field(JsonNode object, String name) {
        return Base64Text.decode(
                "the " + name + " of the session", object.path(name).textValue(), LONGEST_SESSION);
    }
}
