// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.SyncAnswer.SyncedRoom;
import org.camelmatrix.internal.http.Timeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Selects the events that a listener wants. It warns once of each room whose messages the listener
 * does not get because they are encrypted.
 *
 * <p>Any thread may call.
 */
final class EventSelection {

    private static final Logger LOG = LoggerFactory.getLogger(EventSelection.class);

    private final String name;
    private final Interest interest;
    private final ReceiveObserver observer;
    private final Set<RoomId> warned = ConcurrentHashMap.newKeySet();
    private volatile UserId self;

    EventSelection(SubscriptionSettings settings, ReceiveObserver observer) {
        this.name = settings.name();
        this.interest = settings.interest();
        this.observer = observer;
    }

    /** Sets the account's user id, before any event comes. */
    void begin(UserId account) {
        self = account;
    }

    /** A room of an answer with the wanted events of its timeline. */
    SyncedRoom select(SyncedRoom room) {
        Timeline timeline = room.timeline();
        if (timeline.unreadable() > 0) {
            observer.unreadable(timeline.unreadable());
            LOG.warn(
                    "{} entries of the room {} are no events, and are left out",
                    timeline.unreadable(),
                    room.room());
        }
        List<MatrixEvent> events = new ArrayList<>(timeline.events().size());
        for (MatrixEvent event : timeline.events()) {
            if (wants(event)) {
                events.add(event);
            }
        }
        return new SyncedRoom(
                room.room(),
                room.state(),
                new Timeline(events, timeline.limited(), timeline.unreadable()));
    }

    boolean wants(MatrixEvent event) {
        boolean wanted = interest.wants(event, self);
        if (!wanted
                && event.type().equals(EventType.ENCRYPTED)
                && !interest.wantsType(event.type())
                && interest.wantsSender(event, self)) {
            observer.undecrypted();
            if (warned.add(event.room())) {
                LOG.warn(
                        "Messages of the encrypted room {} cannot be read, and {} does not get them;"
                                + " this is told once for a room. Add m.room.encrypted to the option"
                                + " onlyEventTypes to get them as they are",
                        event.room(),
                        name);
            }
        }
        return wanted;
    }
}
