// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.concurrent.CompletableFuture;

/**
 * What a message can ask for: the table of contents.
 *
 * <p>Any thread may call. An operation that cannot be asked for throws, one that fails gives a
 * future that fails.
 */
final class Operations {

    private final MessageOperations messages;
    private final RoomOperations rooms = new RoomOperations();
    private final ReactionOperations reactions = new ReactionOperations();
    private final MembershipOperations memberships = new MembershipOperations();
    private final StateOperations states = new StateOperations();
    private final HistoryOperations histories = new HistoryOperations();
    private final ProfileOperations profiles = new ProfileOperations();
    private final RawOperations raw = new RawOperations();
    private final MediaOperations media;

    Operations(MatrixConfiguration options) {
        this.messages = new MessageOperations(options);
        this.media = new MediaOperations(options);
    }

    CompletableFuture<Outcome> perform(MatrixOperation operation, OperationCall call) {
        return switch (operation) {
            case SEND_MESSAGE -> messages.sendMessage(call);
            case EDIT -> messages.edit(call);
            case REACT -> reactions.react(call);
            case REDACT -> messages.redact(call);
            case TYPING -> messages.typing(call);
            case RECEIPT -> messages.receipt(call);
            case CREATE_ROOM -> rooms.createRoom(call);
            case ADD_ALIAS -> rooms.addAlias(call);
            case REMOVE_ALIAS -> rooms.removeAlias(call);
            case GET_ALIASES -> rooms.getAliases(call);
            case RESOLVE_ALIAS -> rooms.resolveAlias(call);
            case JOINED_ROOMS -> memberships.joinedRooms(call);
            case MEMBERS -> memberships.members(call);
            case JOIN -> memberships.join(call);
            case LEAVE -> memberships.leave(call);
            case KNOCK -> memberships.knock(call);
            case INVITE -> memberships.invite(call);
            case KICK -> memberships.kick(call);
            case BAN -> memberships.ban(call);
            case UNBAN -> memberships.unban(call);
            case SET_STATE -> states.setState(call);
            case GET_STATE -> states.getState(call);
            case MESSAGES -> histories.messages(call);
            case RELATIONS -> histories.relations(call);
            case GET_EVENT -> histories.getEvent(call);
            case GET_PROFILE -> profiles.getProfile(call);
            case SET_DISPLAY_NAME -> profiles.setDisplayName(call);
            case SET_AVATAR -> profiles.setAvatar(call);
            case SEND_EVENT -> raw.sendEvent(call);
            case REQUEST -> raw.request(call);
            case PIN -> states.pin(call);
            case UNPIN -> states.unpin(call);
            case UPLOAD -> media.upload(call);
            case DOWNLOAD -> media.download(call);
            case THUMBNAIL -> media.thumbnail(call);
        };
    }
}
