// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.internal.Base64Text;
import org.camelmatrix.olm.primitive.Curve25519Key;

/**
 * A message of a session whose other side has not answered yet: it holds what the other side needs
 * to begin the session, and a normal message (Olm, "Pre-Key Messages").
 */
public final class PreKeyMessage implements OlmMessage {
    static final int TYPE = 0;

    private static final int ONE_TIME_KEY = 0x0A;
    private static final int BASE_KEY = 0x12;
    private static final int IDENTITY_KEY = 0x1A;
    private static final int MESSAGE = 0x22;

    private final byte[] bytes;
    private final SessionKeys keys;
    private final NormalMessage message;

    private PreKeyMessage(byte[] bytes, SessionKeys keys, NormalMessage message) {
        this.bytes = bytes;
        this.keys = keys;
        this.message = message;
    }

    static PreKeyMessage parse(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new MalformedException("the message has not the version " + VERSION);
        }
        Curve25519Key oneTimeKey = null;
        Curve25519Key baseKey = null;
        Curve25519Key identityKey = null;
        NormalMessage message = null;
        FieldReader fields = new FieldReader(bytes, 1, bytes.length);
        while (fields.hasNext()) {
            int tag = fields.tag();
            switch (tag) {
                case ONE_TIME_KEY -> oneTimeKey = Curve25519Key.of(fields.bytes());
                case BASE_KEY -> baseKey = Curve25519Key.of(fields.bytes());
                case IDENTITY_KEY -> identityKey = Curve25519Key.of(fields.bytes());
                case MESSAGE -> message = NormalMessage.parse(fields.bytes());
                default -> fields.skip(tag);
            }
        }
        if (oneTimeKey == null || baseKey == null || identityKey == null || message == null) {
            throw new MalformedException(
                    "the message lacks one of its three keys, or the message in it");
        }
        if (!baseKey.isCanonical() || !identityKey.isCanonical()) {
            // Nothing authenticates how these keys are written. Written otherwise, they would begin
            // the same session under another id, or as one of another device.
            throw new MalformedException("a key of the message is not written as specified");
        }
        return new PreKeyMessage(bytes, new SessionKeys(identityKey, baseKey, oneTimeKey), message);
    }

    static PreKeyMessage wrap(SessionKeys keys, NormalMessage message) {
        byte[] bytes =
                new FieldWriter(VERSION)
                        .bytes(ONE_TIME_KEY, keys.oneTimeKey().bytes())
                        .bytes(BASE_KEY, keys.baseKey().bytes())
                        .bytes(IDENTITY_KEY, keys.identityKey().bytes())
                        .bytes(MESSAGE, message.bytes())
                        .toBytes();
        return new PreKeyMessage(bytes, keys, message);
    }

    /**
     * The key of the device that began the session, as the message says. It has to equal the
     * event's {@code sender_key}.
     */
    public Curve25519Key identityKey() {
        return keys.identityKey();
    }

    /** The one-time or fallback key that the sender has claimed. */
    public Curve25519Key oneTimeKey() {
        return keys.oneTimeKey();
    }

    /** The id of the session that the message belongs to. */
    public String sessionId() {
        return keys.sessionId();
    }

    SessionKeys keys() {
        return keys;
    }

    NormalMessage message() {
        return message;
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public String body() {
        return Base64Text.encode(bytes);
    }
}
