// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.camelmatrix.olm.KeyUnavailableException;
import org.camelmatrix.olm.LimitException;
import org.camelmatrix.olm.OlmException;
import org.camelmatrix.olm.UnauthenticException;
import org.camelmatrix.olm.internal.MessageKeys;
import org.camelmatrix.olm.primitive.Curve25519Key;

/**
 * A chain of the other side: how far it was read, and the keys of messages that were overtaken by
 * later ones. Immutable; opening a message gives the chain as it is afterwards.
 *
 * @param ratchetKey the public key that the chain belongs to
 * @param chain the state at the first index that was not reached yet
 * @param skipped the keys of messages that were skipped, lowest index first, at most {@link
 *     #MOST_SKIPPED}
 */
record ReceivingChain(Curve25519Key ratchetKey, Chain chain, List<Skipped> skipped) {
    /** How many keys of skipped messages are kept; the oldest are dropped. */
    static final int MOST_SKIPPED = 40;

    /** How far ahead of the last one a message may be. */
    static final int LARGEST_GAP = 2000;

    ReceivingChain {
        skipped = List.copyOf(skipped);
    }

    /** The key of a message that was skipped. */
    record Skipped(int index, byte[] messageKey) {
        void clear() {
            Arrays.fill(messageKey, (byte) 0);
        }
    }

    /** A plaintext, and the chain after it. */
    record Opened(byte[] plaintext, ReceivingChain chain) {}

    /**
     * @throws org.camelmatrix.olm.OlmException if the message cannot be read with this chain, which
     *     is as it was then
     */
    Opened open(NormalMessage message) {
        return message.index() < chain.index() ? openSkipped(message) : openNext(message);
    }

    private Opened openSkipped(NormalMessage message) {
        for (Skipped candidate : skipped) {
            if (candidate.index() == message.index()) {
                byte[] plaintext = open(message, candidate.messageKey());
                List<Skipped> others = new ArrayList<>(skipped);
                others.remove(candidate);
                candidate.clear();
                return new Opened(plaintext, new ReceivingChain(ratchetKey, chain, others));
            }
        }
        throw new KeyUnavailableException(
                "the key of the message was used before, or is too old to be kept");
    }

    private Opened openNext(NormalMessage message) {
        int gap = message.index() - chain.index();
        if (gap > LARGEST_GAP) {
            throw new LimitException(
                    "the message is "
                            + gap
                            + " messages ahead of its chain, more than "
                            + LARGEST_GAP);
        }
        List<Skipped> passed = new ArrayList<>();
        Chain current = chain;
        while (current.index() < message.index()) {
            if (message.index() - current.index() <= MOST_SKIPPED) {
                passed.add(new Skipped(current.index(), current.messageKey()));
            }
            current = successor(current);
        }
        byte[] messageKey = current.messageKey();
        try {
            byte[] plaintext = open(message, messageKey);
            return new Opened(
                    plaintext, new ReceivingChain(ratchetKey, successor(current), newest(passed)));
        } catch (OlmException e) {
            passed.forEach(Skipped::clear);
            if (current != chain) {
                current.clear();
            }
            throw e;
        } finally {
            Arrays.fill(messageKey, (byte) 0);
        }
    }

    /**
     * The next state of the chain; clears the one before, unless it is the one that this chain
     * still stands at.
     */
    private Chain successor(Chain current) {
        Chain next = current.next();
        if (current != chain) {
            current.clear();
        }
        return next;
    }

    /** The newest ones of all skipped keys; clears the others. */
    private List<Skipped> newest(List<Skipped> passed) {
        List<Skipped> all = new ArrayList<>(skipped);
        all.addAll(passed);
        int surplus = Math.max(0, all.size() - MOST_SKIPPED);
        all.subList(0, surplus).forEach(Skipped::clear);
        return all.subList(surplus, all.size());
    }

    /** Clears the chain, which cannot read anything afterwards. */
    void clear() {
        chain.clear();
        skipped.forEach(Skipped::clear);
    }

    private static byte[] open(NormalMessage message, byte[] messageKey) {
        try (MessageKeys keys = Chain.keys(messageKey)) {
            byte[] plaintext = message.open(keys);
            if (plaintext == null) {
                throw new UnauthenticException("the authentication code of the message is wrong");
            }
            return plaintext;
        }
    }
}
