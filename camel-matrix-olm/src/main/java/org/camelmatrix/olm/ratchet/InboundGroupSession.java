// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import org.camelmatrix.olm.KeyUnavailableException;
import org.camelmatrix.olm.LimitException;
import org.camelmatrix.olm.OlmException;
import org.camelmatrix.olm.UnauthenticException;
import org.camelmatrix.olm.internal.MessageKeys;
import org.camelmatrix.olm.primitive.Curves;
import org.camelmatrix.olm.primitive.Ed25519Key;
import org.camelmatrix.olm.primitive.Primitives;

/**
 * A Megolm session that this device decrypts with: from a first index on, any message and in any
 * order.
 *
 * <p>It does not notice a replay: the same ciphertext can be read again. A caller remembers which
 * event had which index (Client-Server API, "m.megolm.v1.aes-sha2").
 *
 * <p>Not thread-safe: it remembers how far it has computed. What {@link #serialize()} gives changes
 * only by that.
 */
public final class InboundGroupSession {
    private final Curves curves;
    private final Ed25519Key signingKey;
    private final MegolmRatchet first;
    private MegolmRatchet latest;

    InboundGroupSession(Curves curves, Ed25519Key signingKey, MegolmRatchet first) {
        this.curves = curves;
        this.signingKey = signingKey;
        this.first = first;
        this.latest = first;
    }

    /** How another copy of the same session compares with this one. */
    public enum Comparison {
        /**
         * It is of another session, or does not follow from the same ratchet: one of the two is
         * forged.
         */
        UNRELATED,
        /** It reads the same messages. */
        EQUAL,
        /** It reads earlier messages, too. */
        BETTER,
        /** It reads later messages only. */
        WORSE
    }

    /**
     * A message that was decrypted.
     *
     * @param plaintext the message
     * @param index its index in the session, from 0 to 2^32 - 1
     */
    public record Decrypted(byte[] plaintext, long index) {}

    /**
     * The session of an {@code m.room_key} event.
     *
     * @param sessionKey the event's {@code session_key}; null fails
     * @throws org.camelmatrix.olm.OlmException if it has not that form, or its signature is wrong
     */
    public static InboundGroupSession fromSessionKey(Primitives primitives, String sessionKey) {
        GroupSessionKey key = GroupSessionKey.readShared(primitives.curves(), sessionKey);
        return new InboundGroupSession(primitives.curves(), key.signingKey(), key.ratchet());
    }

    /**
     * The session of a key backup, a key export or a forwarded key. Nothing proves who made it; it
     * must not be taken where an {@code m.room_key} is due.
     *
     * @param sessionKey the {@code session_key}; null fails
     * @throws org.camelmatrix.olm.OlmException if it has not that form
     */
    public static InboundGroupSession fromExport(Primitives primitives, String sessionKey) {
        GroupSessionKey key = GroupSessionKey.readExported(sessionKey);
        return new InboundGroupSession(primitives.curves(), key.signingKey(), key.ratchet());
    }

    /** The session's id: its public key. */
    public String sessionId() {
        return signingKey.base64();
    }

    /** The first index that this copy reads, from 0 to 2^32 - 1. */
    public long firstIndex() {
        return first.index();
    }

    /**
     * Decrypts a message. The signature is checked first.
     *
     * @param ciphertext the event's {@code ciphertext}; null fails
     * @throws KeyUnavailableException if the message is from before {@link #firstIndex()}
     * @throws org.camelmatrix.olm.OlmException if it is of another session, or was changed
     */
    public Decrypted decrypt(String ciphertext) {
        MegolmMessage message = MegolmMessage.parse(ciphertext);
        if (!message.isSignedBy(curves, signingKey)) {
            throw new UnauthenticException(
                    "the signature of the message is not one of its session");
        }
        if (message.index() < first.index()) {
            throw new KeyUnavailableException(
                    "the message has the index "
                            + message.index()
                            + ", and the session is known from "
                            + first.index()
                            + " on");
        }
        MegolmRatchet ratchet = at(message.index());
        try (MessageKeys keys = ratchet.keys()) {
            byte[] plaintext = message.open(keys);
            if (plaintext == null) {
                throw new UnauthenticException("the authentication code of the message is wrong");
            }
            remember(ratchet);
            return new Decrypted(plaintext, message.index());
        } catch (OlmException e) {
            ratchet.clear();
            throw e;
        }
    }

    /** {@link #exportAt} the first index. */
    public String export() {
        return GroupSessionKey.export(first, signingKey);
    }

    /**
     * The session from an index on, as for a backup, a key export or a forwarded key. It is a
     * secret.
     *
     * @param index an index that is not before {@link #firstIndex()}
     * @throws KeyUnavailableException if it is before
     */
    public String exportAt(long index) {
        if (index < first.index()) {
            throw new KeyUnavailableException("the session is known from " + first.index() + " on");
        }
        if (index > MegolmRatchet.LAST_INDEX) {
            throw new LimitException("a session has no message with the index " + index);
        }
        MegolmRatchet ratchet = at(index);
        String export = GroupSessionKey.export(ratchet, signingKey);
        ratchet.clear();
        return export;
    }

    /**
     * Compares another copy of the session with this one, by computing the later one of the two
     * from the earlier one.
     */
    public Comparison compare(InboundGroupSession other) {
        if (!signingKey.equals(other.signingKey)) {
            return Comparison.UNRELATED;
        }
        InboundGroupSession earlier = first.index() <= other.first.index() ? this : other;
        InboundGroupSession later = earlier == this ? other : this;
        MegolmRatchet computed = earlier.first.copy();
        computed.advanceTo(later.first.index());
        boolean sameLine = computed.sameAs(later.first);
        computed.clear();
        if (!sameLine) {
            return Comparison.UNRELATED;
        }
        if (first.index() == other.first.index()) {
            return Comparison.EQUAL;
        }
        return earlier == other ? Comparison.BETTER : Comparison.WORSE;
    }

    /** The state of the session, with its secret. The caller clears the array after use. */
    public byte[] serialize() {
        return GroupSessionState.write(signingKey, first);
    }

    /**
     * @param primitives what the session is to compute with
     * @param state what {@link #serialize()} gave; it is not kept
     * @throws org.camelmatrix.olm.MalformedException if it is no state of such a session, or of a
     *     version that is not known
     */
    public static InboundGroupSession deserialize(Primitives primitives, byte[] state) {
        return GroupSessionState.readInbound(primitives, state);
    }

    /** The session's id and first index only. */
    @Override
    public String toString() {
        return "InboundGroupSession[" + sessionId() + ", from=" + firstIndex() + "]";
    }

    /** A new ratchet at the index, from the nearest one that is known. */
    private MegolmRatchet at(long index) {
        MegolmRatchet ratchet = (latest.index() <= index ? latest : first).copy();
        ratchet.advanceTo(index);
        return ratchet;
    }

    private void remember(MegolmRatchet ratchet) {
        if (ratchet.index() > latest.index()) {
            if (latest != first) {
                latest.clear();
            }
            latest = ratchet;
        } else {
            ratchet.clear();
        }
    }
}
