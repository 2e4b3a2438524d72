package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;

/**
 * All state of a homeserver, and what each endpoint does to it. Not thread-safe: {@link
 * ClientServerApi} holds the lock.
 */
final class Endpoints {
    final Accounts accounts = new Accounts();
    final Sessions sessions;
    final ApplicationServices services = new ApplicationServices();
    final Rooms rooms;
    final Authentication authentication;
    final SignIn signIn;
    final LoginApi login;
    final RegistrationApi registration;
    final SharedSecretApi sharedSecret;
    final ProfileApi profiles;
    final MediaApi media;
    final RoomApi roomApi;
    final MembershipApi memberships;
    final EventApi events;

    Endpoints(Settings settings) {
        Ids ids = new Ids();
        String serverName = settings.serverName();
        this.sessions = new Sessions(ids, settings);
        this.rooms = new Rooms(serverName, ids);
        this.authentication = new Authentication(accounts, sessions, services);
        this.signIn = new SignIn(serverName, sessions);
        this.login = new LoginApi(signIn, accounts, sessions, services, ids, settings.clock());
        this.registration = new RegistrationApi(signIn, accounts, services, ids);
        this.sharedSecret =
                new SharedSecretApi(settings, registration, signIn, accounts, services, ids);
        this.profiles = new ProfileApi(accounts, rooms);
        this.media = new MediaApi(settings, ids);
        this.memberships = new MembershipApi(serverName, accounts, rooms);
        this.roomApi = new RoomApi(settings, accounts, rooms, memberships);
        this.events = new EventApi(settings, accounts, rooms, memberships);
    }

    /**
     * Lets an endpoint do its work. What it gives back writes the answer, and needs no state.
     *
     * @throws MatrixError when the endpoint refuses
     */
    Supplier<Answer> perform(Call request) {
        Endpoint endpoint = request.endpoint();
        boolean authenticates =
                endpoint.needsToken() || endpoint.takesToken() && request.token().isPresent();
        Call call = authenticates ? request.by(authentication.requester(request)) : request;
        return switch (endpoint) {
            case WELL_KNOWN -> json(DiscoveryApi.wellKnown(call));
            case VERSIONS -> json(DiscoveryApi.versions());
            case LOGIN_FLOWS -> json(login.flows());
            case LOGIN -> json(login.login(call));
            case REFRESH -> json(signIn.refresh(call));
            case LOGOUT -> json(login.logout(call));
            case LOGOUT_ALL -> json(login.logoutAll(call));
            case REGISTER -> json(registration.register(call));
            case REGISTRATION_NONCE -> json(sharedSecret.nonce());
            case REGISTER_BY_SECRET -> json(sharedSecret.register(call));
            case WHOAMI -> json(login.whoami(call));
            case DEVICES -> json(login.devices(call));
            case PROFILE -> json(profiles.profile(call));
            case DISPLAY_NAME -> json(profiles.displayName(call));
            case SET_DISPLAY_NAME -> json(profiles.setDisplayName(call));
            case AVATAR_URL -> json(profiles.avatarUrl(call));
            case SET_AVATAR_URL -> json(profiles.setAvatarUrl(call));
            case UPLOAD -> json(media.upload(call));
            case DOWNLOAD, DOWNLOAD_AS -> bytes(media.download(call));
            case MEDIA_CONFIG -> json(media.config());
            case CREATE_ROOM -> json(roomApi.createRoom(call));
            case DIRECTORY -> json(roomApi.directory(call));
            case ADD_ALIAS -> json(roomApi.addAlias(call));
            case REMOVE_ALIAS -> json(roomApi.removeAlias(call));
            case JOIN -> json(memberships.join(call));
            case JOIN_ROOM_ID -> json(memberships.joinRoomId(call));
            case JOINED_ROOMS -> json(memberships.joinedRooms(call));
            case INVITE -> json(memberships.invite(call));
            case LEAVE -> json(memberships.leave(call));
            case KICK -> json(memberships.kick(call));
            case BAN -> json(memberships.ban(call));
            case UNBAN -> json(memberships.unban(call));
            case SEND -> json(events.send(call));
            case ROOM_STATE -> json(events.roomState(call));
            case STATE -> json(events.state(call));
            case SEND_STATE -> json(events.sendState(call));
            case MESSAGES -> json(events.messages(call));
            case EVENT -> json(events.event(call));
            case MEMBERS -> json(events.members(call));
            case JOINED_MEMBERS -> json(events.joinedMembers(call));
        };
    }

    private static Supplier<Answer> json(JsonNode body) {
        return () -> Answer.ok(body);
    }

    private static Supplier<Answer> bytes(Answer answer) {
        return () -> answer;
    }
}
