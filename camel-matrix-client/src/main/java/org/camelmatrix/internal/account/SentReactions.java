// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.camelmatrix.event.EventId;

/**
 * The latest reactions that the account has sent. Not every homeserver refuses a second reaction of
 * a user to the same event with the same key, as the specification asks it to
 * (M_DUPLICATE_ANNOTATION).
 *
 * <p>Any thread may call.
 */
public final class SentReactions {

    private static final int MOST = 1_000;

    private final Map<Reaction, SentMessage> sent =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Reaction, SentMessage> eldest) {
                    return size() > MOST;
                }
            };

    /**
     * What makes two reactions the same.
     *
     * @param target the event that is reacted to
     * @param key the reaction, such as an emoji
     */
    public record Reaction(EventId target, String key) {}

    /** The event of a reaction, which may be redacted by now. */
    public synchronized Optional<SentMessage> find(Reaction reaction) {
        return Optional.ofNullable(sent.get(reaction));
    }

    /** Remembers a reaction that was sent. */
    public synchronized void sent(Reaction reaction, SentMessage message) {
        sent.remove(reaction);
        sent.put(reaction, message);
    }
}
