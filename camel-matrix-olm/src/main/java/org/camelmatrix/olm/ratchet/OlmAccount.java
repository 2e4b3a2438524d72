// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camelmatrix.olm.KeyUnavailableException;
import org.camelmatrix.olm.OlmException;
import org.camelmatrix.olm.UnauthenticException;
import org.camelmatrix.olm.primitive.Curve25519Key;
import org.camelmatrix.olm.primitive.Curve25519Pair;
import org.camelmatrix.olm.primitive.Ed25519Key;
import org.camelmatrix.olm.primitive.Ed25519Pair;
import org.camelmatrix.olm.primitive.Primitives;

/**
 * The private keys of a device: its identity, and the one-time and fallback keys by which others
 * begin sessions with it (Client-Server API, "Key Distribution").
 *
 * <p>Not thread-safe. A caller stores {@link #serialize()} after each call that changed the
 * account, and before it sends anything that follows from it. Key ids are never given twice.
 */
public final class OlmAccount {
    /** How many one-time keys are kept at most; the oldest are dropped. */
    public static final int MOST_ONE_TIME_KEYS = 100;

    private final Primitives primitives;
    private final Ed25519Pair signing;
    private final Curve25519Pair identity;
    private final Map<String, PreparedKey> oneTimeKeys;
    private PreparedKey fallback;
    private PreparedKey previousFallback;
    private long keysMade;

    OlmAccount(
            Primitives primitives,
            Ed25519Pair signing,
            Curve25519Pair identity,
            Map<String, PreparedKey> oneTimeKeys,
            PreparedKey fallback,
            PreparedKey previousFallback,
            long keysMade) {
        this.primitives = primitives;
        this.signing = signing;
        this.identity = identity;
        this.oneTimeKeys = new LinkedHashMap<>(oneTimeKeys);
        this.fallback = fallback;
        this.previousFallback = previousFallback;
        this.keysMade = keysMade;
    }

    /** Makes a new identity. A device has one for its whole life. */
    public static OlmAccount create(Primitives primitives) {
        return new OlmAccount(
                primitives,
                Ed25519Pair.generate(primitives),
                Curve25519Pair.generate(primitives),
                Map.of(),
                null,
                null,
                0);
    }

    /** The device's signing key. */
    public Ed25519Key ed25519Key() {
        return signing.publicKey();
    }

    /** The device's identity key. */
    public Curve25519Key curve25519Key() {
        return identity.publicKey();
    }

    /** The 64 bytes of the message's signature by the device's signing key. */
    public byte[] sign(byte[] message) {
        return signing.sign(message);
    }

    /**
     * Makes one-time keys. They are to be uploaded, and stored before.
     *
     * @param count how many, at most {@link #MOST_ONE_TIME_KEYS}
     */
    public void generateOneTimeKeys(int count) {
        if (count < 0 || count > MOST_ONE_TIME_KEYS) {
            throw new IllegalArgumentException(
                    "between 0 and " + MOST_ONE_TIME_KEYS + " one-time keys can be made at a time");
        }
        // All of them before the account changes: random numbers may fail.
        List<PreparedKey> made = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            made.add(newKey(keysMade + i));
        }
        keysMade += count;
        made.forEach(key -> oneTimeKeys.put(key.id(), key));
        Iterator<PreparedKey> oldest = oneTimeKeys.values().iterator();
        for (int surplus = oneTimeKeys.size() - MOST_ONE_TIME_KEYS; surplus > 0; surplus--) {
            oldest.next().pair().close();
            oldest.remove();
        }
    }

    /**
     * Makes a new fallback key. The one before is kept until {@link #forgetPreviousFallbackKey()},
     * the one before that is dropped.
     */
    public void generateFallbackKey() {
        PreparedKey made = newKey(keysMade + 1);
        keysMade++;
        forgetPreviousFallbackKey();
        previousFallback = fallback;
        fallback = made;
    }

    /**
     * Drops the fallback key before the present one. Messages that were begun with it can be read
     * no more.
     */
    public void forgetPreviousFallbackKey() {
        if (previousFallback != null) {
            previousFallback.pair().close();
            previousFallback = null;
        }
    }

    /**
     * The one-time keys that are not known to be at the homeserver, by their ids. The same ones
     * again until they are.
     */
    public Map<String, Curve25519Key> oneTimeKeysToUpload() {
        Map<String, Curve25519Key> keys = new LinkedHashMap<>();
        oneTimeKeys.values().stream()
                .filter(each -> !each.published())
                .forEach(each -> keys.put(each.id(), each.pair().publicKey()));
        return keys;
    }

    /** The fallback key with its id, if there is one that is not known to be at the homeserver. */
    public Optional<Map.Entry<String, Curve25519Key>> fallbackKeyToUpload() {
        return Optional.ofNullable(fallback)
                .filter(each -> !each.published())
                .map(each -> Map.entry(each.id(), each.pair().publicKey()));
    }

    /**
     * Notes that the homeserver has the keys with these ids. Others and unknown ids are left alone.
     */
    public void markPublished(Collection<String> ids) {
        ids.forEach(id -> oneTimeKeys.computeIfPresent(id, (same, key) -> key.atHomeserver()));
        if (fallback != null && ids.contains(fallback.id())) {
            fallback = fallback.atHomeserver();
        }
    }

    /** How many one-time keys there are, published or not. */
    public int oneTimeKeyCount() {
        return oneTimeKeys.size();
    }

    /**
     * Begins a session with a device.
     *
     * @param theirIdentityKey the device's identity key, from its signed device keys
     * @param theirOneTimeKey a one-time or fallback key of the device, whose signature was checked
     * @throws org.camelmatrix.olm.MalformedException if one of the keys is a point of small order
     */
    public OlmSession beginSession(Curve25519Key theirIdentityKey, Curve25519Key theirOneTimeKey) {
        return OlmSession.begin(primitives, identity, theirIdentityKey, theirOneTimeKey);
    }

    /**
     * A session that another device has begun, and its first message.
     *
     * @param session the session
     * @param plaintext the decrypted message
     */
    public record Answered(OlmSession session, byte[] plaintext) {}

    /**
     * Accepts a session that another device has begun. If it was begun with a one-time key, that
     * key is gone afterwards; a fallback key stays.
     *
     * <p>A caller stores the account and the session in one commit. Where the fallback key was used
     * and the session is not kept, the same message can be read again: forget the previous fallback
     * key once its messages should have come.
     *
     * @param senderKey the event's {@code sender_key}
     * @param message a message for which there is no session
     * @throws KeyUnavailableException if the one-time key is unknown or was used before
     * @throws org.camelmatrix.olm.OlmException if the message is from another device or was
     *     changed. The account is as it was.
     */
    public Answered answerSession(Curve25519Key senderKey, PreKeyMessage message) {
        if (!senderKey.equals(message.identityKey())) {
            throw new UnauthenticException(
                    "the message is from another device than its event says");
        }
        PreparedKey used = key(message.oneTimeKey());
        OlmSession session = OlmSession.answer(primitives, identity, used.pair(), message);
        byte[] plaintext;
        try {
            plaintext = session.decrypt(message);
        } catch (OlmException e) {
            session.clear();
            throw e;
        }
        if (oneTimeKeys.remove(used.id(), used)) {
            used.pair().close();
        }
        return new Answered(session, plaintext);
    }

    /** The state of the account, with all its secrets. The caller clears the array after use. */
    public byte[] serialize() {
        return AccountState.write(
                signing, identity, oneTimeKeys.values(), fallback, previousFallback, keysMade);
    }

    /**
     * @param primitives what the account is to compute with
     * @param state what {@link #serialize()} gave; it is not kept
     * @throws org.camelmatrix.olm.MalformedException if it is no state of an account, or of a
     *     version that is not known
     */
    public static OlmAccount deserialize(Primitives primitives, byte[] state) {
        return AccountState.read(primitives, state);
    }

    /** The public keys only. */
    @Override
    public String toString() {
        return "OlmAccount[ed25519=" + ed25519Key() + ", curve25519=" + curve25519Key() + "]";
    }

    private PreparedKey newKey(long number) {
        return new PreparedKey(number, Curve25519Pair.generate(primitives), false);
    }

    private PreparedKey key(Curve25519Key publicKey) {
        for (PreparedKey each : oneTimeKeys.values()) {
            if (each.pair().publicKey().equals(publicKey)) {
                return each;
            }
        }
        if (fallback != null && fallback.pair().publicKey().equals(publicKey)) {
            return fallback;
        }
        if (previousFallback != null && previousFallback.pair().publicKey().equals(publicKey)) {
            return previousFallback;
        }
        throw new KeyUnavailableException(
                "the one-time key that the message was begun with is unknown, or was used before");
    }
}
