// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import de.connect2x.trixnity.vodozemac.Curve25519PublicKey;
import de.connect2x.trixnity.vodozemac.olm.Account;
import de.connect2x.trixnity.vodozemac.olm.OlmSessionConfig;
import de.connect2x.trixnity.vodozemac.olm.Session;
import java.util.ArrayList;
import java.util.List;
import org.camelmatrix.olm.primitive.Curve25519Key;

/** A device of the implementation inside Element. It writes and reads the same texts as ours. */
final class Vodozemac {
    private final Account account = Account.Companion.invoke();

    Curve25519Key identityKey() {
        return Curve25519Key.of(account.getCurve25519Key().getBase64());
    }

    List<Curve25519Key> oneTimeKeys(int count) {
        account.generateOneTimeKeys(count);
        List<Curve25519Key> keys = new ArrayList<>();
        account.getOneTimeKeys()
                .values()
                .forEach(each -> keys.add(Curve25519Key.of(each.getBase64())));
        account.markKeysAsPublished();
        return keys;
    }

    Curve25519Key fallbackKey() {
        account.generateFallbackKey();
        Curve25519Key key = Curve25519Key.of(account.getFallbackKey().getSecond().getBase64());
        account.markKeysAsPublished();
        return key;
    }

    Peer begin(Curve25519Key identityKey, Curve25519Key oneTimeKey) {
        return new Peer(
                account.createOutboundSession(
                        key(identityKey), key(oneTimeKey), OlmSessionConfig.Companion.v1()));
    }

    /** Accepts a session; the first message's text is the peer's {@link Peer#firstText}. */
    Peer answer(Curve25519Key senderKey, OlmMessage message) {
        var created =
                account.createInboundSession(
                        de.connect2x.trixnity.vodozemac.olm.OlmMessage.PreKey.Text.Companion.invoke(
                                message.body()),
                        key(senderKey));
        return new Peer(created.getSession(), created.getPlaintext().getValue());
    }

    private static Curve25519PublicKey key(Curve25519Key key) {
        return Curve25519PublicKey.Companion.invoke(key.base64());
    }

    /** Its side of a session. */
    static final class Peer {
        private final Session session;
        private final String firstText;

        Peer(Session session) {
            this(session, null);
        }

        Peer(Session session, String firstText) {
            this.session = session;
            this.firstText = firstText;
        }

        String firstText() {
            return firstText;
        }

        String sessionId() {
            return session.getSessionId();
        }

        OlmMessage encrypt(String text) {
            var message = session.encrypt(text);
            int type =
                    message instanceof de.connect2x.trixnity.vodozemac.olm.OlmMessage.PreKey
                            ? 0
                            : 1;
            return OlmMessage.parse(type, message.getBase64());
        }

        String decrypt(OlmMessage message) {
            var companion = de.connect2x.trixnity.vodozemac.olm.OlmMessage.Normal.Text.Companion;
            return message.type() == 0
                    ? session.decrypt(
                            de.connect2x.trixnity.vodozemac.olm.OlmMessage.PreKey.Text.Companion
                                    .invoke(message.body()))
                    : session.decrypt(companion.invoke(message.body()));
        }
    }
}
