// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.util.Set;
import java.util.TreeSet;
import org.camelmatrix.event.EventDetails;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.PlainContent;
import org.camelmatrix.event.UserId;

/**
 * The events that a listener wants.
 *
 * @param types types of events, where {@code *} stands for any characters
 * @param messageTypes values of {@code msgtype} that messages may have; empty for all
 * @param senders user ids, where {@code *} stands for any characters; empty for all
 * @param ignoreOwn whether the account's own events are left out
 * @param ignoreNotices whether messages of bots ({@code m.notice}) are left out
 * @param includeEdits whether new texts of older messages count
 * @param mentionsOnly whether only messages count that mention the account or the room
 * @param command what the text of a message has to begin with, or null
 * @param includeRedacted whether events count whose content is gone
 */
public record Interest(
        Set<String> types,
        Set<String> messageTypes,
        Set<String> senders,
        boolean ignoreOwn,
        boolean ignoreNotices,
        boolean includeEdits,
        boolean mentionsOnly,
        String command,
        boolean includeRedacted) {

    public Interest {
        types = Set.copyOf(types);
        messageTypes = Set.copyOf(messageTypes);
        senders = Set.copyOf(senders);
    }

    /** The same text for the same wishes, also after a restart: positions are kept under it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.join(",", new TreeSet<>(types)));
        add(text, "msgtype", messageTypes);
        add(text, "from", senders);
        add(text, "command", command == null ? Set.of() : Set.of(command));
        text.append(ignoreOwn ? "" : " own").append(ignoreNotices ? " noNotices" : "");
        text.append(includeEdits ? " edits" : "").append(mentionsOnly ? " mentions" : "");
        text.append(includeRedacted ? " redacted" : "");
        return text.toString();
    }

    private static void add(StringBuilder text, String name, Set<String> values) {
        if (!values.isEmpty()) {
            text.append(' ')
                    .append(name)
                    .append('=')
                    .append(String.join(",", new TreeSet<>(values)));
        }
    }

    /** Whether events of a type are asked for. */
    public boolean wantsType(String type) {
        return types.contains(type) || isLikeOne(types, type);
    }

    private static boolean isLikeOne(Set<String> patterns, String text) {
        for (String pattern : patterns) {
            if (Wildcard.matches(pattern, text)) {
                return true;
            }
        }
        return false;
    }

    /** Whether events of the sender are wanted. */
    boolean wantsSender(MatrixEvent event, UserId self) {
        if (ignoreOwn && event.sender().equals(self)) {
            return false;
        }
        return senders.isEmpty() || isLikeOne(senders, event.sender().value());
    }

    /**
     * Whether an event is wanted. One that cannot be read is wanted if its type and its sender are:
     * its hand-over fails then, and the route's error handler learns of it.
     *
     * @param event the event
     * @param self the account
     */
    public boolean wants(MatrixEvent event, UserId self) {
        if (!wantsType(event.type()) || !wantsSender(event, self)) {
            return false;
        }
        PlainContent plain = event.plain();
        if (plain != null) {
            return !mentionsOnly && wantsContent(event, plain.msgtype(), plain.body());
        }
        EventDetails details;
        try {
            details = event.details();
        } catch (RuntimeException e) {
            return true;
        }
        return wantsKind(event, details)
                && (!mentionsOnly || details.mentions().isFor(self))
                && wantsContent(event, details.texts().msgtype(), details.written());
    }

    /** Redacted state is still state; only what was said is taken back. */
    private boolean wantsKind(MatrixEvent event, EventDetails details) {
        if (details.redacted() && event.stateKey() == null && !includeRedacted) {
            return false;
        }
        return !details.isEdit() || (includeEdits && details.readable());
    }

    private boolean wantsContent(MatrixEvent event, String msgtype, String written) {
        if (!event.isMessage()) {
            return command == null;
        }
        if (ignoreNotices && "m.notice".equals(msgtype)) {
            return false;
        }
        if (!messageTypes.isEmpty() && !messageTypes.contains(msgtype == null ? "" : msgtype)) {
            return false;
        }
        return command == null || new Command(command).arguments(written) != null;
    }
}
