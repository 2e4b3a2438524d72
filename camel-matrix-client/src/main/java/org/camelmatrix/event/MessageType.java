// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

/** The kinds of {@code m.room.message} that carry text (Instant Messaging, "m.room.message"). */
public enum MessageType {
    /** What a person writes. */
    TEXT("m.text"),
    /** What a bot tells; bots do not answer it. */
    NOTICE("m.notice"),
    /** What a person does: {@code /me waves}. */
    EMOTE("m.emote");

    private final String msgtype;

    MessageType(String msgtype) {
        this.msgtype = msgtype;
    }

    /** The value of {@code msgtype} in the event's content. */
    public String msgtype() {
        return msgtype;
    }
}
