// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.camelmatrix.olm.OlmException;
import org.camelmatrix.olm.primitive.Curve25519Key;
import org.camelmatrix.olm.primitive.Primitives;
import org.junit.jupiter.api.Test;

/**
 * Conversations with the implementation inside Element, by chance: messages overtake each other,
 * get lost, and arrive twice. The choices follow from a seed; the keys do not.
 */
class OlmConversationTest {
    private static final int MESSAGES = Integer.getInteger("olm.messages", 20_000);
    private static final int LONGEST_CONVERSATION = 200;
    private static final int MOST_UNDER_WAY = 15;

    private final Primitives primitives = Primitives.create();
    private final Vodozemac theirs = new Vodozemac();
    private final OlmAccount ours = OlmAccount.create(primitives);
    private int sent;
    private int overtaken;
    private int lost;
    private int replayed;

    @Test
    void bothSidesReadEachMessageOfTheOther() {
        for (long seed = 1; sent < MESSAGES; seed++) {
            try {
                new Conversation(new Random(seed)).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("in the conversation with the seed " + seed, e);
            }
        }
        assertThat(overtaken).isGreaterThan(sent / 5);
        assertThat(lost).isGreaterThan(sent / 20);
        assertThat(replayed).isGreaterThan(sent / 20);
    }

    /**
     * A message under way, the text that is in it, and which ratchet key of its sender it was sent
     * on.
     */
    private record UnderWay(OlmMessage message, String text, int chain) {}

    /**
     * One direction: what is under way, the ratchet keys that were sent on, and the latest of them
     * that has arrived.
     */
    private static final class Direction {
        private final List<UnderWay> underWay = new ArrayList<>();
        private final List<UnderWay> arrived = new ArrayList<>();
        private final List<Curve25519Key> chains = new ArrayList<>();
        private final List<Integer> arrivedChains = new ArrayList<>();

        void add(OlmMessage message, String text) {
            Curve25519Key key =
                    message instanceof PreKeyMessage first
                            ? first.message().ratchetKey()
                            : ((NormalMessage) message).ratchetKey();
            if (!chains.contains(key)) {
                chains.add(key);
            }
            underWay.add(new UnderWay(message, text, chains.indexOf(key)));
        }

        /**
         * Whether a receiver that keeps five chains still knows the chain, or gets to know it by
         * this message.
         */
        boolean readable(UnderWay each) {
            int known = arrivedChains.indexOf(each.chain());
            return known < 0
                    ? arrivedChains.stream().allMatch(chain -> chain < each.chain())
                    : known >= arrivedChains.size() - OlmSession.MOST_RECEIVING_CHAINS;
        }

        void arrived(UnderWay each) {
            arrived.add(each);
            if (!arrivedChains.contains(each.chain())) {
                arrivedChains.add(each.chain());
            }
        }
    }

    private final class Conversation {
        private final Random random;
        private final Direction toUs = new Direction();
        private final Direction toThem = new Direction();
        private OlmSession session;
        private Vodozemac.Peer peer;

        Conversation(Random random) {
            this.random = random;
        }

        void run() {
            begin();
            int length = 1 + random.nextInt(LONGEST_CONVERSATION);
            for (int i = 0; i < length; i++) {
                boolean weSend = random.nextBoolean();
                Direction sending = weSend ? toThem : toUs;
                for (int burst = random.nextInt(4);
                        burst > 0 && sending.underWay.size() < MOST_UNDER_WAY;
                        burst--) {
                    send(weSend);
                }
                boolean weReceive = random.nextInt(3) > 0 != weSend;
                for (int burst = random.nextInt(5); burst > 0; burst--) {
                    receive(weReceive);
                }
                if (random.nextInt(10) == 0) {
                    byte[] state = session.serialize();
                    session = OlmSession.deserialize(primitives, state);
                    assertThat(session.serialize()).isEqualTo(state);
                }
            }
            assertThat(session.sessionId()).isEqualTo(peer.sessionId());
        }

        private void begin() {
            boolean fallback = random.nextInt(4) == 0;
            String text = "first " + random.nextInt();
            if (random.nextBoolean()) {
                session =
                        ours.beginSession(
                                theirs.identityKey(),
                                fallback ? theirs.fallbackKey() : theirs.oneTimeKeys(1).get(0));
                OlmMessage first = session.encrypt(text.getBytes(UTF_8));
                peer = theirs.answer(ours.curve25519Key(), first);
                assertThat(peer.firstText()).isEqualTo(text);
                toThem.add(first, text);
                toThem.arrived(toThem.underWay.remove(0));
            } else {
                peer =
                        theirs.begin(
                                ours.curve25519Key(),
                                fallback ? ourFallbackKey() : ourOneTimeKey());
                PreKeyMessage first = (PreKeyMessage) peer.encrypt(text);
                OlmAccount.Answered answered = ours.answerSession(theirs.identityKey(), first);
                session = answered.session();
                assertThat(answered.plaintext()).asString(UTF_8).isEqualTo(text);
                toUs.add(first, text);
                toUs.arrived(toUs.underWay.remove(0));
                if (!fallback) {
                    assertThatThrownBy(() -> ours.answerSession(theirs.identityKey(), first))
                            .isInstanceOf(OlmException.class);
                }
            }
            sent++;
        }

        private void send(boolean weSend) {
            String text = "message " + random.nextInt() + "☃".repeat(random.nextInt(20));
            if (weSend) {
                toThem.add(session.encrypt(text.getBytes(UTF_8)), text);
            } else {
                toUs.add(peer.encrypt(text), text);
            }
            sent++;
        }

        private void receive(boolean weReceive) {
            Direction direction = weReceive ? toUs : toThem;
            if (weReceive && !toUs.arrived.isEmpty() && random.nextInt(6) == 0) {
                receiveAgain();
            }
            if (direction.underWay.isEmpty()) {
                return;
            }
            int which = random.nextInt(2) == 0 ? random.nextInt(direction.underWay.size()) : 0;
            UnderWay next = direction.underWay.remove(which);
            overtaken += which > 0 ? 1 : 0;
            if (random.nextInt(15) == 0) {
                lost++;
            } else if (!direction.readable(next)) {
                assertThatThrownBy(() -> read(weReceive, next.message())).isNotNull();
            } else {
                assertThat(read(weReceive, next.message())).isEqualTo(next.text());
                direction.arrived(next);
            }
        }

        private void receiveAgain() {
            UnderWay before = toUs.arrived.get(random.nextInt(toUs.arrived.size()));
            byte[] state = session.serialize();
            assertThatThrownBy(() -> session.decrypt(before.message()))
                    .isInstanceOf(OlmException.class);
            assertThat(session.serialize()).isEqualTo(state);
            replayed++;
        }

        private String read(boolean weReceive, OlmMessage message) {
            return weReceive ? new String(session.decrypt(message), UTF_8) : peer.decrypt(message);
        }
    }

    private Curve25519Key ourOneTimeKey() {
        ours.generateOneTimeKeys(1);
        var keys = ours.oneTimeKeysToUpload();
        ours.markPublished(keys.keySet());
        return keys.values().iterator().next();
    }

    private Curve25519Key ourFallbackKey() {
        ours.generateFallbackKey();
        return ours.fallbackKeyToUpload().orElseThrow().getValue();
    }
}
