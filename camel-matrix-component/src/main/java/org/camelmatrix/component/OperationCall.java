// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.account.MatrixAccount;
import org.camelmatrix.internal.account.QueuedRequest;
import org.camelmatrix.internal.account.SendOrder;
import org.camelmatrix.internal.account.SentMessage;
import org.camelmatrix.internal.account.SentMessages;
import org.camelmatrix.internal.account.SentReactions;
import org.camelmatrix.internal.account.SignedIn;
import org.camelmatrix.internal.account.UpgradePolicy;
import org.camelmatrix.internal.account.Uploads;
import org.camelmatrix.internal.http.OpenAnswer;
import org.camelmatrix.internal.message.Arrival;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.camelmatrix.internal.queue.RetryPolicy;
import org.camelmatrix.internal.queue.SendOrigin;

/**
 * An exchange that asks an account for something: what it says, and how to do it.
 *
 * <p>One thread at a time.
 */
final class OperationCall {

    /**
     * What all exchanges of an endpoint have in common.
     *
     * @param endpoint the endpoint
     * @param retryPolicy how often and for how long its sends may be tried, and how long they may
     *     wait
     * @param sentMessages where messages are looked up that may have been sent before, or null
     * @param keyed the messages that are states of others, or null
     */
    record Setting(
            MatrixEndpoint endpoint,
            RetryPolicy retryPolicy,
            SentMessages sentMessages,
            KeyedMessages keyed) {}

    private final Exchange exchange;
    private final Recipient recipient;
    private final MessageKey key;
    private final MatrixAccount account;
    private final Setting setting;
    private final SendOrigin origin;

    /**
     * @param recipient the room that the exchange names, or the endpoint
     * @param key what makes two exchanges the same message, or null
     * @param origin the routes that wait for what it asks for
     */
    OperationCall(
            Exchange exchange,
            Recipient recipient,
            MessageKey key,
            MatrixAccount account,
            Setting setting,
            SendOrigin origin) {
        this.exchange = exchange;
        this.recipient = recipient;
        this.key = key;
        this.account = account;
        this.setting = setting;
        this.origin = origin;
    }

    Exchange exchange() {
        return exchange;
    }

    Message message() {
        return exchange.getMessage();
    }

    MatrixConfiguration options() {
        return setting.endpoint().getConfiguration();
    }

    /** The text of a header, or null where there is none. */
    String text(String header) {
        String text = message().getHeader(header, String.class);
        return text == null || text.isBlank() ? null : text.strip();
    }

    /**
     * The text of a header.
     *
     * @param what what it stands for, as in "the user to invite"
     * @throws MatrixRejectedException if there is none
     */
    String requiredText(String header, String what) {
        String text = text(header);
        if (text == null) {
            throw new MatrixRejectedException(
                    "The header " + header + " is missing: it names " + what);
        }
        return text;
    }

    /**
     * The number in a header.
     *
     * @param usual what it is where there is none
     * @param what what it counts, as in "pixels"
     * @throws MatrixRejectedException if it is none from least to most
     */
    long number(String header, long usual, String what, long least, long most) {
        String text = text(header);
        if (text == null) {
            return usual;
        }
        long number = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
        if (number < least || number > most) {
            throw new MatrixRejectedException(
                    "The header "
                            + header
                            + " is a number of "
                            + what
                            + " from "
                            + least
                            + (most == Long.MAX_VALUE ? " on" : " to " + most));
        }
        return number;
    }

    /**
     * Whether a header says so; not where there is none.
     *
     * @throws MatrixRejectedException if it is neither true nor false
     */
    boolean flag(String header) {
        String text = text(header);
        if (text == null || text.equalsIgnoreCase("false")) {
            return false;
        }
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        throw new MatrixRejectedException("The header " + header + " is true or false");
    }

    /**
     * The user that a header names.
     *
     * @param what what it stands for, as in "the user to invite"
     * @throws MatrixRejectedException if it names none
     */
    UserId user(String header, String what) {
        try {
            return new UserId(requiredText(header, what));
        } catch (IllegalArgumentException e) {
            throw notValid(header, e);
        }
    }

    /** The texts of a header: a list, or a text with commas; empty where there is none. */
    List<String> texts(String header) {
        Object value = message().getHeader(header);
        if (value == null) {
            return List.of();
        }
        if (value instanceof Collection<?> many) {
            return many.stream().map(String::valueOf).toList();
        }
        return List.copyOf(OptionValues.names(String.valueOf(value)));
    }

    /** The users that a header names. */
    List<UserId> users(String header) {
        List<UserId> users = new ArrayList<>();
        for (String name : texts(header)) {
            try {
                users.add(new UserId(name));
            } catch (IllegalArgumentException e) {
                throw notValid(header, e);
            }
        }
        return users;
    }

    /** The event that a header names, or null where there is none. */
    EventId event(String header) {
        String text = text(header);
        try {
            EventId event = text == null ? null : new EventId(text);
            noteIfReceived(event);
            return event;
        } catch (IllegalArgumentException e) {
            throw notValid(header, e);
        }
    }

    /**
     * Tells the account what the exchange knows of an event, so that it need not ask whether that
     * is an edit or a reaction: the event that began the exchange, or one whose headers came along,
     * maybe from another process. An event that this component has sent is never named by the id of
     * an edit.
     */
    private void noteIfReceived(EventId event) {
        if (event == null) {
            return;
        }
        if (exchange.getProperty(MatrixConstants.RECEIVED_EVENT) instanceof MatrixEvent received) {
            if (event.equals(received.id())) {
                account.received(received);
            }
            return;
        }
        boolean isMessage =
                event.value().equals(text(MatrixConstants.EVENT_ID))
                        && text(MatrixConstants.EVENT_TYPE) != null
                        && text(MatrixConstants.REPLACES) == null
                        && text(MatrixConstants.REACTION_KEY) == null;
        RoomId room = isMessage ? RoomId.orNull(text(MatrixConstants.ROOM_ID)) : null;
        if (room != null) {
            account.isMessage(room, event);
        }
    }

    /** The message that an event is about: itself, or the one that it edits or reacts to. */
    CompletableFuture<EventId> message(SignedIn who, RoomId room, EventId event) {
        return account.message(who, room, event);
    }

    /**
     * The event that the operation is about: the one that the header CamelMatrixOverrideTargetEvent
     * names, or else the one that was received or sent last.
     *
     * @throws MatrixRejectedException if there is none
     */
    EventId target() {
        EventId named = event(MatrixConstants.OVERRIDE_TARGET_EVENT);
        EventId target = named == null ? event(MatrixConstants.EVENT_ID) : named;
        if (target == null) {
            throw new MatrixRejectedException(
                    "The header "
                            + MatrixConstants.OVERRIDE_TARGET_EVENT
                            + " is missing: it names the event that is meant");
        }
        return target;
    }

    /**
     * The events to take back: the target, or all parts of the message that was sent last if it had
     * to be split.
     *
     * @throws MatrixRejectedException if there is none
     */
    List<EventId> targets() {
        EventId target = target();
        List<String> parts = texts(MatrixConstants.SPLIT_EVENT_IDS);
        return text(MatrixConstants.OVERRIDE_TARGET_EVENT) == null && parts.contains(target.value())
                ? parts.stream().map(EventId::new).toList()
                : List.of(target);
    }

    private static MatrixRejectedException notValid(String header, IllegalArgumentException e) {
        return new MatrixRejectedException(
                "The header " + header + " is not valid: " + e.getMessage(), e);
    }

    /** Sends to the room, once however often it is tried. */
    CompletableFuture<SentMessage> send(SendPlan plan) {
        return account.send(order(plan));
    }

    /** Sends to the room, or updates there what was sent with the same updateKey. */
    CompletableFuture<Outcome> sendOrUpdate(SendPlan plan) {
        return setting.keyed() == null
                ? send(plan).thenApply(Outcome.Sent::new)
                : account.update(order(plan), setting.keyed().of(exchange, plan, key != null))
                        .thenApply(Outcome.Updated::new);
    }

    private SendOrder order(SendPlan plan) {
        if (setting.sentMessages() != null && key == null) {
            throw new MatrixConfigurationException(
                    "The option idempotentStore needs idempotentKey, which tells what the same"
                            + " message is, unless the exchange began with a received event");
        }
        byte[] digest = plan.digest();
        Function<RoomId, Arrival> arrivals =
                setting.endpoint().getComponent().arrivals().of(exchange, key, digest);
        return new SendOrder(
                requireRecipient(),
                options().isFollowUpgrades()
                        ? UpgradePolicy.FOLLOW
                        : plan instanceof SendPlan.Redaction
                                ? UpgradePolicy.STAY
                                : UpgradePolicy.REFUSE,
                plan,
                (sender, room, part) ->
                        arrivals.apply(room).transactionId(sender, room, plan, digest, part),
                setting.sentMessages(),
                setting.retryPolicy(),
                setting.endpoint().figures(),
                origin);
    }

    /** Asks for something in the room, which the account enters before. */
    <T> CompletableFuture<T> inRoom(QueuedRequest.Request<T> request) {
        return perform(requireRecipient(), true, request);
    }

    /** Asks for something about the room, whether the account is in it or not. */
    <T> CompletableFuture<T> aboutRoom(QueuedRequest.Request<T> request) {
        return perform(requireRecipient(), false, request);
    }

    /** Asks for something that concerns no room; the request gets null for it. */
    <T> CompletableFuture<T> withoutRoom(QueuedRequest.Request<T> request) {
        return perform(null, false, request);
    }

    /** Notes that the account may not be in a room any more. */
    void left(RoomId room) {
        account.left(room);
    }

    /** Notes that something was done that may have changed any room. */
    void changed() {
        account.changed();
    }

    /** Notes that a room is encrypted from now on. */
    void encrypted(SignedIn who, RoomId room) {
        account.encrypted(who, room);
    }

    /** Makes a request that encrypts a room: no message goes there in clear meanwhile. */
    <T> CompletableFuture<T> whileEncrypting(
            SignedIn who, RoomId room, Supplier<CompletableFuture<T>> request) {
        return account.whileEncrypting(who, room, request);
    }

    /** Requires that a request may send an event to a room in clear. */
    CompletableFuture<Void> requireMaySendInClear(SignedIn who, RoomId room, String eventType) {
        return account.requireMaySendInClear(who, room, eventType);
    }

    /**
     * Does something with a room that must not happen twice at a time, as what it changes can only
     * be read and written as a whole.
     */
    <T> CompletableFuture<T> inTurn(RoomId room, Supplier<CompletableFuture<T>> step) {
        return account.inTurn(room, step);
    }

    /** How files get to the homeserver. */
    Uploads uploads() {
        return account.uploads();
    }

    /** The reactions that the account has sent. */
    SentReactions reactions() {
        return account.reactions();
    }

    /** Begins a download again. */
    OpenAnswer openAgain(String contentUri, int maximum) {
        return account.receiving().download(contentUri, maximum).join();
    }

    private <T> CompletableFuture<T> perform(
            Recipient where, boolean enters, QueuedRequest.Request<T> request) {
        return account.perform(
                new QueuedRequest<>(
                        where,
                        options().isFollowUpgrades() ? UpgradePolicy.FOLLOW : UpgradePolicy.STAY,
                        enters,
                        request,
                        setting.retryPolicy(),
                        setting.endpoint().figures(),
                        origin));
    }

    /** Whom the message names, or the endpoint; {@link Recipient.Any} if nobody does. */
    Recipient recipient() {
        return recipient;
    }

    /**
     * The room.
     *
     * @throws MatrixRejectedException if nobody names one
     */
    Recipient requireRecipient() {
        if (recipient instanceof Recipient.Any) {
            throw new MatrixRejectedException(
                    "The message names no room: set the header "
                            + MatrixConstants.OVERRIDE_ROOM
                            + ", or give the endpoint a room instead of *");
        }
        return recipient;
    }
}
