// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.hc.core5.net.PercentCodec;

/**
 * One homeserver. Its endpoints are in classes by the chapters of the Client-Server API, one method
 * an endpoint.
 *
 * <p>Immutable; any thread may call, and the transport decides which thread completes a future.
 */
public final class MatrixClient {

    static final String V3 = "/_matrix/client/v3";

    private final Transport transport;
    private final BaseUrl baseUrl;
    private final SessionClient sessions = new SessionClient(this);
    private final EventsClient events;
    private final SendingClient sending = new SendingClient(this);
    private final HistoryClient history = new HistoryClient(this);
    private final RoomsClient rooms = new RoomsClient(this);
    private final MembershipClient memberships = new MembershipClient(this);
    private final DirectRoomsClient directRooms = new DirectRoomsClient(this);
    private final MediaClient media;
    private final ProfileClient profiles = new ProfileClient(this);
    private final RawClient raw;

    /**
     * @param transport carries the requests
     * @param baseUrl the homeserver's base URL, to which the paths of the specification are added
     */
    public MatrixClient(Transport transport, BaseUrl baseUrl) {
        this.transport = transport;
        this.baseUrl = baseUrl;
        this.events = new EventsClient(this, transport);
        this.media = new MediaClient(this, transport);
        this.raw = new RawClient(this, transport);
    }

    /** The homeserver's base URL. */
    public BaseUrl baseUrl() {
        return baseUrl;
    }

    /** The endpoints that begin, renew and end sessions. */
    public SessionClient sessions() {
        return sessions;
    }

    /** The endpoints that receive events. */
    public EventsClient events() {
        return events;
    }

    /** The endpoints that send and redact events. */
    public SendingClient sending() {
        return sending;
    }

    /** The endpoints that read earlier events of a room. */
    public HistoryClient history() {
        return history;
    }

    /** The endpoints that create rooms and read and change their state and aliases. */
    public RoomsClient rooms() {
        return rooms;
    }

    /** The endpoints that read and change memberships. */
    public MembershipClient memberships() {
        return memberships;
    }

    /** The endpoints that find and create direct rooms. */
    public DirectRoomsClient directRooms() {
        return directRooms;
    }

    /** The endpoints that upload and download files. */
    public MediaClient media() {
        return media;
    }

    /** The endpoints that read and change profiles of users. */
    public ProfileClient profiles() {
        return profiles;
    }

    /** Any endpoint. */
    public RawClient raw() {
        return raw;
    }

    ApiRequest request(
            String method, String path, Credentials who, ObjectNode body, int maximumAnswer) {
        return new ApiRequest(
                method,
                uri(who, path),
                who == null ? null : who.accessToken(),
                body == null ? null : body.toString().getBytes(StandardCharsets.UTF_8),
                maximumAnswer);
    }

    URI uri(Credentials who, String path) {
        char separator = path.indexOf('?') < 0 ? '?' : '&';
        return URI.create(baseUrl.value() + path + actingAs(who, separator));
    }

    /** Application Service API, "Identity assertion". */
    static String actingAs(Credentials who, char separator) {
        if (who == null || who.actingAs() == null) {
            return "";
        }
        String user = separator + "user_id=" + segment(who.actingAs().value());
        return who.actingDevice() == null
                ? user
                : user + "&device_id=" + segment(who.actingDevice());
    }

    <T> CompletableFuture<T> execute(Call call, Function<Answer, T> reader) {
        return transport
                .execute(call.request())
                .handle(
                        (response, failure) -> {
                            if (failure != null) {
                                throw call.noAnswer(failure);
                            }
                            return reader.apply(call.answer(response));
                        });
    }

    static String segment(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isUnreserved(text.charAt(i))) {
                return PercentCodec.encode(text, StandardCharsets.UTF_8);
            }
        }
        return text;
    }

    /** RFC 3986, 2.3: what a path may hold as it is. */
    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
