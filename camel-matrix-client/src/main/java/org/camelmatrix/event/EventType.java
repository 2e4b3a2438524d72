// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

/** The types of events that this client itself sends or reads (Client-Server API). */
public final class EventType {

    /** A message (Instant Messaging). */
    public static final String MESSAGE = "m.room.message";

    /** A sticker, which is shown as a message ("Sticker Messages"). */
    public static final String STICKER = "m.sticker";

    /** A reaction to another event ("Event annotations and reactions"). */
    public static final String REACTION = "m.reaction";

    /** The removal of an event's content ("Redactions"). */
    public static final String REDACTION = "m.room.redaction";

    /** An event whose content is encrypted ("End-to-End Encryption"). */
    public static final String ENCRYPTED = "m.room.encrypted";

    /** State: the room is encrypted. */
    public static final String ENCRYPTION = "m.room.encryption";

    /** State: the first event of a room. */
    public static final String CREATE = "m.room.create";

    /** State: the membership of a user. */
    public static final String MEMBER = "m.room.member";

    /** State: who may do what. */
    public static final String POWER_LEVELS = "m.room.power_levels";

    /** State: another room replaces the room ("Room Upgrades"). */
    public static final String TOMBSTONE = "m.room.tombstone";

    /** State: the room's name. */
    public static final String NAME = "m.room.name";

    /** State: the room's topic. */
    public static final String TOPIC = "m.room.topic";

    /** State: the room's picture. */
    public static final String AVATAR = "m.room.avatar";

    /** State: the room's main alias and others. */
    public static final String CANONICAL_ALIAS = "m.room.canonical_alias";

    /** State: the pinned events. */
    public static final String PINNED_EVENTS = "m.room.pinned_events";

    private EventType() {}
}
