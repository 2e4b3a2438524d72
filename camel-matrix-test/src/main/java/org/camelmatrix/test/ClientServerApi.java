package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * The homeserver's state and what its endpoints do to it. Thread-safe: one lock guards all state,
 * and is held over memory only, never while bodies are parsed or written or a client waited for. So
 * each request happens at once, and two concurrent requests of one transaction make one event.
 */
final class ClientServerApi {
    private final Object lock = new Object();
    private final Accounts accounts;
    private final Rooms rooms;
    private final AccountApi accountApi;
    private final RoomApi roomApi;
    private final MembershipApi membershipApi;
    private final EventApi eventApi;

    ClientServerApi(String serverName, String defaultRoomVersion) {
        Ids ids = new Ids();
        this.accounts = new Accounts(ids);
        this.rooms = new Rooms(serverName, ids);
        this.accountApi = new AccountApi(serverName, accounts, ids);
        this.roomApi = new RoomApi(serverName, defaultRoomVersion, rooms);
        this.membershipApi = new MembershipApi(serverName, rooms);
        this.eventApi = new EventApi(rooms, new Transactions());
    }

    /** The answer of an endpoint, refusals among them. */
    Answer answer(Call call, Optional<String> token) {
        JsonNode body;
        try {
            synchronized (lock) {
                boolean authenticates = call.endpoint().needsToken();
                body = perform(authenticates ? call.by(accounts.authenticate(token)) : call);
            }
        } catch (MatrixError e) {
            return e.answer();
        }
        return Answer.ok(body);
    }

    private JsonNode perform(Call call) {
        return switch (call.endpoint()) {
            case WELL_KNOWN -> accountApi.wellKnown(call);
            case VERSIONS -> accountApi.versions();
            case LOGIN_FLOWS -> accountApi.loginFlows();
            case LOGIN -> accountApi.login(call);
            case LOGOUT -> accountApi.logout(call);
            case LOGOUT_ALL -> accountApi.logoutAll(call);
            case REGISTER -> accountApi.register(call);
            case WHOAMI -> accountApi.whoami(call);
            case CREATE_ROOM -> roomApi.createRoom(call);
            case DIRECTORY -> roomApi.directory(call);
            case ADD_ALIAS -> roomApi.addAlias(call);
            case REMOVE_ALIAS -> roomApi.removeAlias(call);
            case JOIN -> membershipApi.join(call);
            case JOIN_ROOM_ID -> membershipApi.joinRoomId(call);
            case JOINED_ROOMS -> membershipApi.joinedRooms(call);
            case INVITE -> membershipApi.invite(call);
            case LEAVE -> membershipApi.leave(call);
            case KICK -> membershipApi.kick(call);
            case BAN -> membershipApi.ban(call);
            case UNBAN -> membershipApi.unban(call);
            case SEND -> eventApi.send(call);
            case ROOM_STATE -> eventApi.roomState(call);
            case STATE -> eventApi.state(call);
            case SEND_STATE -> eventApi.sendState(call);
            case MESSAGES -> eventApi.messages(call);
            case EVENT -> eventApi.event(call);
            case MEMBERS -> eventApi.members(call);
            case JOINED_MEMBERS -> eventApi.joinedMembers(call);
        };
    }

    Optional<Session> session(String token) {
        synchronized (lock) {
            return accounts.find(token);
        }
    }

    void invalidate(String token, boolean softly) {
        synchronized (lock) {
            accounts.end(token, softly);
        }
    }

    void limit(Optional<RateLimit> limit) {
        synchronized (lock) {
            eventApi.limit(limit);
        }
    }

    /** The events of a room, oldest first; empty when there is no such room. */
    Optional<List<RoomEvent>> events(String roomIdOrAlias) {
        synchronized (lock) {
            return rooms.findByIdOrAlias(roomIdOrAlias)
                    .map(room -> room.timeline().stream().map(RoomEvent::copy).toList());
        }
    }

    /** Whether both name the same room, each by its id or by an alias. */
    boolean isSameRoom(String one, String other) {
        synchronized (lock) {
            return one.equals(other)
                    || rooms.findByIdOrAlias(one)
                            .flatMap(a -> rooms.findByIdOrAlias(other).filter(b -> a == b))
                            .isPresent();
        }
    }
}
