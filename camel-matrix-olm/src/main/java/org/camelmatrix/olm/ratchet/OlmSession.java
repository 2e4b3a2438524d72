// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.camelmatrix.olm.LimitException;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.OlmException;
import org.camelmatrix.olm.UnauthenticException;
import org.camelmatrix.olm.primitive.Curve25519Key;
import org.camelmatrix.olm.primitive.Curve25519Pair;
import org.camelmatrix.olm.primitive.Primitives;

/**
 * A session of two devices: the double ratchet of Olm ("The Olm Algorithm").
 *
 * <p>Not thread-safe. A caller stores {@link #serialize()} after each call that changed the
 * session, and before it sends what the call has given: a session that goes back to an older state
 * would use a key twice.
 */
public final class OlmSession {
    /** How many chains of the other side are kept; the oldest is dropped. */
    static final int MOST_RECEIVING_CHAINS = 5;

    private final Primitives primitives;
    private final SessionKeys keys;
    private RootKey root;
    private SendingChain sending;
    private List<ReceivingChain> receiving;
    private boolean answered;

    OlmSession(
            Primitives primitives,
            SessionKeys keys,
            RootKey root,
            SendingChain sending,
            List<ReceivingChain> receiving,
            boolean answered) {
        this.primitives = primitives;
        this.keys = keys;
        this.root = root;
        this.sending = sending;
        this.receiving = List.copyOf(receiving);
        this.answered = answered;
    }

    /** The side that begins: it sends first. */
    static OlmSession begin(
            Primitives primitives,
            Curve25519Pair identity,
            Curve25519Key theirs,
            Curve25519Key oneTimeKey) {
        Curve25519Pair ratchet = Curve25519Pair.generate(primitives);
        try (Curve25519Pair base = Curve25519Pair.generate(primitives)) {
            RootKey.Step start =
                    RootKey.begin(
                            SharedSecret.of(
                                    identity.agree(oneTimeKey),
                                    base.agree(theirs),
                                    base.agree(oneTimeKey)));
            SessionKeys keys = new SessionKeys(identity.publicKey(), base.publicKey(), oneTimeKey);
            SendingChain sending = new SendingChain.Active(ratchet, start.chain());
            return new OlmSession(primitives, keys, start.root(), sending, List.of(), false);
        }
    }

    /**
     * The side that gets the first message. The session is worth nothing before it has decrypted
     * that message.
     */
    static OlmSession answer(
            Primitives primitives,
            Curve25519Pair identity,
            Curve25519Pair oneTimeKey,
            PreKeyMessage message) {
        SessionKeys keys = message.keys();
        requireOfPrimeOrder(primitives, keys.baseKey());
        requireOfPrimeOrder(primitives, keys.identityKey());
        Curve25519Key theirs = message.message().ratchetKey();
        requireUsable(oneTimeKey, theirs);
        RootKey.Step start =
                RootKey.begin(
                        SharedSecret.of(
                                oneTimeKey.agree(keys.identityKey()),
                                identity.agree(keys.baseKey()),
                                oneTimeKey.agree(keys.baseKey())));
        ReceivingChain chain = new ReceivingChain(theirs, start.chain(), List.of());
        return new OlmSession(
                primitives,
                keys,
                start.root(),
                new SendingChain.Waiting(theirs),
                List.of(chain),
                true);
    }

    /** The session's id, which is the same on both sides. */
    public String sessionId() {
        return keys.sessionId();
    }

    /**
     * Whether a message of the other side was decrypted. Until then this session writes messages of
     * type 0.
     */
    public boolean hasReceived() {
        return answered;
    }

    /**
     * Whether the message begins this session. If so, {@link #decrypt} reads it; else it needs a
     * session of its own.
     */
    public boolean matches(PreKeyMessage message) {
        return keys.equals(message.keys());
    }

    /**
     * Encrypts the next message.
     *
     * @param plaintext the message, which is not kept
     * @throws LimitException if 2^31 - 1 messages were encrypted without an answer
     */
    public OlmMessage encrypt(byte[] plaintext) {
        SendingChain.Active active = activate();
        Chain chain = active.chain();
        if (chain.index() == Chain.END) {
            throw new LimitException(
                    "the session has encrypted as many messages as it can without an answer; a new"
                            + " one is needed");
        }
        byte[] messageKey = chain.messageKey();
        NormalMessage message;
        try (var messageKeys = Chain.keys(messageKey)) {
            message =
                    NormalMessage.seal(
                            messageKeys, active.pair().publicKey(), chain.index(), plaintext);
        } finally {
            Arrays.fill(messageKey, (byte) 0);
        }
        sending = new SendingChain.Active(active.pair(), chain.next());
        chain.clear();
        return answered ? message : PreKeyMessage.wrap(keys, message);
    }

    /**
     * Decrypts a message of the other side.
     *
     * @throws org.camelmatrix.olm.OlmException if it is not for this session, was read before, or
     *     was changed; then the session is as it was
     */
    public byte[] decrypt(OlmMessage message) {
        if (message instanceof PreKeyMessage first) {
            if (!matches(first)) {
                throw new UnauthenticException("the message begins another session");
            }
            return decrypt(first.message());
        }
        return decrypt((NormalMessage) message);
    }

    /** The state of the session, with all its secrets. The caller clears the array after use. */
    public byte[] serialize() {
        return SessionState.write(keys, root, sending, receiving, answered);
    }

    /**
     * @param primitives what the session is to compute with
     * @param state what {@link #serialize()} gave; it is not kept
     * @throws org.camelmatrix.olm.MalformedException if it is no state of a session, or of a
     *     version that is not known
     */
    public static OlmSession deserialize(Primitives primitives, byte[] state) {
        return SessionState.read(primitives, state);
    }

    /** Clears what a session holds that has not decrypted its first message, and is dropped. */
    void clear() {
        root.clear();
        receiving.forEach(ReceivingChain::clear);
    }

    /** The session's id only. */
    @Override
    public String toString() {
        return "OlmSession[" + sessionId() + "]";
    }

    /**
     * Refuses a ratchet key of small order. It is used for the first time when this side answers:
     * then it is too late to refuse it, as each call of {@link #encrypt} would fail.
     */
    private static void requireUsable(Curve25519Pair own, Curve25519Key ratchetKey) {
        Arrays.fill(own.agree(ratchetKey), (byte) 0);
    }

    /**
     * Refuses a key that agrees on the same secrets as another key. Nothing authenticates these
     * keys but the secrets: with the other key they would begin the same session under another id,
     * or as one of another device.
     */
    private static void requireOfPrimeOrder(Primitives primitives, Curve25519Key key) {
        if (!key.isOfPrimeOrder(primitives.curves())) {
            throw new MalformedException("a key of the message is none that a device can have");
        }
    }

    private SendingChain.Active activate() {
        if (sending instanceof SendingChain.Waiting waiting) {
            Curve25519Pair pair = Curve25519Pair.generate(primitives);
            RootKey.Step step = root.advance(pair, waiting.theirs());
            root.clear();
            root = step.root();
            sending = new SendingChain.Active(pair, step.chain());
        }
        return (SendingChain.Active) sending;
    }

    private byte[] decrypt(NormalMessage message) {
        for (int i = 0; i < receiving.size(); i++) {
            ReceivingChain chain = receiving.get(i);
            if (chain.ratchetKey().equals(message.ratchetKey())) {
                ReceivingChain.Opened opened = chain.open(message);
                List<ReceivingChain> chains = new ArrayList<>(receiving);
                chains.set(i, opened.chain());
                receiving = List.copyOf(chains);
                answered = true;
                if (chain.chain() != opened.chain().chain()) {
                    chain.chain().clear();
                }
                return opened.plaintext();
            }
        }
        return decryptOnNewChain(message);
    }

    private byte[] decryptOnNewChain(NormalMessage message) {
        if (!(sending instanceof SendingChain.Active active)) {
            throw new UnauthenticException(
                    "the message is on a chain that follows from none of this session");
        }
        RootKey.Step step = root.advance(active.pair(), message.ratchetKey());
        ReceivingChain.Opened opened;
        try {
            opened =
                    new ReceivingChain(message.ratchetKey(), step.chain(), List.of()).open(message);
        } catch (OlmException e) {
            step.root().clear();
            throw e;
        } finally {
            step.chain().clear();
        }
        List<ReceivingChain> chains = new ArrayList<>(receiving);
        chains.add(opened.chain());
        if (chains.size() > MOST_RECEIVING_CHAINS) {
            chains.remove(0).clear();
        }
        receiving = List.copyOf(chains);
        root.clear();
        root = step.root();
        sending = new SendingChain.Waiting(message.ratchetKey());
        active.pair().close();
        active.chain().clear();
        answered = true;
        return opened.plaintext();
    }
}
