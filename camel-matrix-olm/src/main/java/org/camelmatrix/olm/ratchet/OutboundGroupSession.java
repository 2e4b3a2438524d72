// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import org.camelmatrix.olm.LimitException;
import org.camelmatrix.olm.primitive.Ed25519Pair;
import org.camelmatrix.olm.primitive.Primitives;

/**
 * A Megolm session that this device encrypts with (Megolm, "The Megolm algorithm").
 *
 * <p>Not thread-safe. A caller stores {@link #serialize()} after each {@link #encrypt}, and before
 * it sends the ciphertext: a session that goes back to an older state would use a key twice.
 */
public final class OutboundGroupSession {
    private final Ed25519Pair signing;
    private final MegolmRatchet ratchet;
    private boolean ended;

    OutboundGroupSession(Ed25519Pair signing, MegolmRatchet ratchet, boolean ended) {
        this.signing = signing;
        this.ratchet = ratchet;
        this.ended = ended;
    }

    /** Makes a new session. */
    public static OutboundGroupSession create(Primitives primitives) {
        byte[] parts = new byte[MegolmRatchet.LENGTH];
        primitives.random().nextBytes(parts);
        return new OutboundGroupSession(
                Ed25519Pair.generate(primitives), new MegolmRatchet(parts, 0), false);
    }

    /** The session's id: its public key. */
    public String sessionId() {
        return signing.publicKey().base64();
    }

    /** The index of the next message, from 0 to 2^32 - 1. */
    public long messageIndex() {
        return ratchet.index();
    }

    /**
     * The {@code session_key} of an {@code m.room_key} event: whoever has it reads the next message
     * and all later ones. It is a secret.
     */
    public String sessionKey() {
        return GroupSessionKey.share(ratchet, signing);
    }

    /**
     * Encrypts the next message.
     *
     * @param plaintext the message, which is not kept
     * @return the event's {@code ciphertext}
     * @throws LimitException if the session has encrypted 2^32 messages
     */
    public String encrypt(byte[] plaintext) {
        if (ended) {
            throw new LimitException(
                    "the session has encrypted as many messages as it can; a new one is needed");
        }
        String ciphertext = MegolmMessage.seal(ratchet, signing, plaintext);
        if (ratchet.index() == MegolmRatchet.LAST_INDEX) {
            ended = true;
        } else {
            ratchet.advanceTo(ratchet.index() + 1);
        }
        return ciphertext;
    }

    /** The state of the session, with all its secrets. The caller clears the array after use. */
    public byte[] serialize() {
        return GroupSessionState.write(signing, ratchet, ended);
    }

    /**
     * @param primitives what the session is to compute with
     * @param state what {@link #serialize()} gave; it is not kept
     * @throws org.camelmatrix.olm.MalformedException if it is no state of such a session, or of a
     *     version that is not known
     */
    public static OutboundGroupSession deserialize(Primitives primitives, byte[] state) {
        return GroupSessionState.readOutbound(primitives, state);
    }

    /** The session's id and index only. */
    @Override
    public String toString() {
        return "OutboundGroupSession[" + sessionId() + ", index=" + messageIndex() + "]";
    }
}
