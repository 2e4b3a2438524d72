// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.internal.Base64Text;

/**
 * A message of an Olm session, as {@code type} and {@code body} of the event's {@code ciphertext}
 * (Client-Server API, "m.olm.v1.curve25519-aes-sha2").
 */
public sealed interface OlmMessage permits PreKeyMessage, NormalMessage {
    /** The most characters of a body that are read. */
    int LARGEST_BODY = 1 << 20;

    /** The version that each message of Olm and Megolm begins with. */
    int VERSION = 3;

    /**
     * Reads a message. Its contents prove nothing before a session has decrypted it.
     *
     * @param type 0 for a message that begins a session, 1 for the others
     * @param body the message in base64; null fails
     * @throws org.camelmatrix.olm.OlmException if it has not the form of a message
     */
    static OlmMessage parse(int type, String body) {
        byte[] bytes = Base64Text.decode("the message", body, LARGEST_BODY);
        return switch (type) {
            case PreKeyMessage.TYPE -> PreKeyMessage.parse(bytes);
            case NormalMessage.TYPE -> NormalMessage.parse(bytes);
            default -> throw new MalformedException("there is no Olm message of type " + type);
        };
    }

    /** The message's type: 0 or 1. */
    int type();

    /** The message in unpadded base64. */
    String body();
}
