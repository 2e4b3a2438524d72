// SPDX-License-Identifier: Apache-2.0
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
    final Stream stream = new Stream();
    final AccountData accountData = new AccountData(stream);
    final AccountDataApi accountDataApi = new AccountDataApi(accountData);
    final FilterApi filters = new FilterApi();
    final EventApi events;
    final HistoryApi history;
    final Transactions transactions;
    final RelationsApi relations;
    final ReceiptApi receipts;
    final UpgradeApi upgrades;
    final SyncApi sync;
    final SyncAnswers syncAnswers;
    private final MediaEndpoints mediaEndpoints;

    Endpoints(Settings settings) {
        Ids ids = new Ids();
        String serverName = settings.serverName();
        this.sessions = new Sessions(ids, settings);
        this.rooms = new Rooms(serverName, ids, stream);
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
        this.mediaEndpoints = settings.mediaEndpoints();
        this.transactions = new Transactions(settings.transactionScope());
        EventJson json = new EventJson(transactions);
        this.events = new EventApi(accounts, rooms, memberships, transactions);
        this.history = new HistoryApi(rooms, stream, json, settings.history());
        this.relations = new RelationsApi(rooms, stream, json);
        this.receipts = new ReceiptApi(rooms, accountData);
        this.upgrades = new UpgradeApi(rooms, memberships, ids);
        this.sync = new SyncApi(rooms, stream, filters, json, accountData);
        this.syncAnswers = new SyncAnswers(settings.clock());
    }

    /**
     * Lets an endpoint do its work. What it gives back writes the answer, and needs no state.
     *
     * @throws MatrixError when the endpoint refuses
     */
    Supplier<Answer> perform(Call request) {
        Endpoint endpoint = request.endpoint();
        if (!mediaEndpoints.have(endpoint)) {
            throw MatrixError.of(404, "M_UNRECOGNIZED", "Unrecognized request");
        }
        Call call = authenticate(request);
        return switch (endpoint) {
            case WELL_KNOWN -> json(DiscoveryApi.wellKnown(call));
            case VERSIONS -> json(DiscoveryApi.versions(mediaEndpoints));
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
            case DOWNLOAD, DOWNLOAD_AS, OLD_DOWNLOAD, OLD_DOWNLOAD_AS ->
                    bytes(media.download(call));
            case THUMBNAIL, OLD_THUMBNAIL -> bytes(media.thumbnail(call));
            case MEDIA_CONFIG, OLD_MEDIA_CONFIG -> json(media.config());
            case CREATE_FILTER -> json(filters.create(call));
            case FILTER -> json(filters.get(call));
            case SYNC -> json(sync.answer(sync.request(call)).json());
            case ACCOUNT_DATA, ROOM_ACCOUNT_DATA -> json(accountDataApi.get(call));
            case SET_ACCOUNT_DATA, SET_ROOM_ACCOUNT_DATA -> json(accountDataApi.set(call));
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
            case KNOCK -> json(memberships.knock(call));
            case FORGET -> json(memberships.forget(call));
            case ROOM_ALIASES -> json(roomApi.aliases(call));
            case UPGRADE -> json(upgrades.upgrade(call));
            case TYPING -> json(receipts.typing(call));
            case RECEIPT -> json(receipts.receipt(call));
            case READ_MARKERS -> json(receipts.readMarkers(call));
            case REDACT -> json(events.redact(call));
            case RELATIONS, RELATIONS_OF_TYPE, RELATIONS_OF_EVENT_TYPE ->
                    json(relations.relations(call));
            case SEND -> json(events.send(call));
            case ROOM_STATE -> json(history.roomState(call));
            case STATE -> json(history.state(call));
            case SEND_STATE -> json(events.sendState(call));
            case MESSAGES -> json(history.messages(call));
            case EVENT -> json(history.event(call));
            case MEMBERS -> json(history.members(call));
            case JOINED_MEMBERS -> json(history.joinedMembers(call));
        };
    }

    /**
     * The request with who makes it, where the endpoint asks for that.
     *
     * @throws MatrixError when the token is missing or refused
     */
    Call authenticate(Call request) {
        Endpoint endpoint = request.endpoint();
        boolean authenticates =
                endpoint.needsToken() || endpoint.takesToken() && request.token().isPresent();
        return authenticates ? request.by(authentication.requester(request)) : request;
    }

    private static Supplier<Answer> json(JsonNode body) {
        return () -> Answer.ok(body);
    }

    private static Supplier<Answer> bytes(Answer answer) {
        return () -> answer;
    }
}
