package org.camelmatrix.component;

import java.util.Locale;

/** What a message asks for at an endpoint. {@code docs/operations.md} is made of these entries. */
public enum MatrixOperation {
    SEND_MESSAGE(
            "Sends a message.",
            "the body; `CamelMatrixReplyTo`, `CamelMatrixThreadRoot`, `CamelMatrixMentionUsers`",
            "`CamelMatrixEventId`, `CamelMatrixEventIds`",
            "to send `m.room.message`"),
    EDIT(
            "Gives a message of the account another text.",
            "the body; `CamelMatrixTargetEvent`",
            "`CamelMatrixEventId` of the edit",
            "to send `m.room.message`"),
    REACT(
            "Reacts to an event with the text in the body, mostly an emoji. The same reaction once"
                    + " more is a success.",
            "the body; `CamelMatrixTargetEvent`",
            "`CamelMatrixEventId` of the reaction, unless it was there before",
            "to send `m.reaction`"),
    REDACT(
            "Takes an event back: its content is gone for everybody.",
            "`CamelMatrixTargetEvent`, `CamelMatrixReason`",
            "`CamelMatrixEventId` of the redaction",
            "to redact; for events of others the power level `redact`"),
    TYPING(
            "Shows that the account types, or types no more.",
            "`CamelMatrixTypingTimeout` in milliseconds, 30,000 without it; 0 for no more",
            "nothing",
            "to be in the room"),
    RECEIPT(
            "Tells that the account has read all events up to one.",
            "`CamelMatrixTargetEvent`, `CamelMatrixReceiptType`",
            "nothing",
            "to be in the room");

    private final String does;
    private final String reads;
    private final String gives;
    private final String needs;

    MatrixOperation(String does, String reads, String gives, String needs) {
        this.does = does;
        this.reads = reads;
        this.gives = gives;
        this.needs = needs;
    }

    /** What it does, as a sentence. */
    public String does() {
        return does;
    }

    /** What of the message it reads. */
    public String reads() {
        return reads;
    }

    /** What it leaves in the message. */
    public String gives() {
        return gives;
    }

    /** What the account must be allowed to do in the room. */
    public String needs() {
        return needs;
    }

    /** Its name in options and headers, such as {@code sendMessage}. */
    public String word() {
        StringBuilder word = new StringBuilder();
        for (String part : name().split("_")) {
            word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        word.setCharAt(0, Character.toLowerCase(word.charAt(0)));
        return word.toString();
    }

    /**
     * The operation of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static MatrixOperation of(String word) {
        for (MatrixOperation operation : values()) {
            if (operation.word().equalsIgnoreCase(word.strip())
                    || operation.name().equalsIgnoreCase(word.strip())) {
                return operation;
            }
        }
        throw new IllegalArgumentException("there is no operation " + word);
    }
}
