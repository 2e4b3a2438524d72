// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A user of the homeserver who makes raw requests with the JDK's client: sets rooms up, and sees
 * what a route left there.
 *
 * @param homeserver the base URL
 * @param userId the user
 * @param password the password
 * @param deviceId the device
 * @param accessToken the access token
 */
record Person(URI homeserver, String userId, String password, String deviceId, String accessToken) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_REQUEST = Duration.ofMinutes(2);

    /** A new account; a number is added to the name, so that each test has its own. */
    static Person register(URI homeserver, String localpart) {
        String name = localpart + ThreadLocalRandom.current().nextInt(1_000_000_000);
        String password = "secret-of-" + name;
        Person nobody = new Person(homeserver, null, null, null, null);
        JsonNode answer =
                nobody.call(
                        "POST",
                        "/_matrix/client/v3/register",
                        Map.of(
                                "username",
                                name,
                                "password",
                                password,
                                "initial_device_display_name",
                                "a person's",
                                "auth",
                                Map.of("type", "m.login.dummy")));
        return new Person(
                homeserver,
                answer.get("user_id").asText(),
                password,
                answer.get("device_id").asText(),
                answer.get("access_token").asText());
    }

    /** Makes a room of a version. Returns its id. */
    String createRoom(String version, Person... invited) {
        return createRoom(
                Map.of(
                        "preset",
                        "private_chat",
                        "room_version",
                        version,
                        "invite",
                        List.of(invited).stream().map(Person::userId).toList()));
    }

    String createRoom(Map<String, ?> setup) {
        return call("POST", "/_matrix/client/v3/createRoom", setup).get("room_id").asText();
    }

    void join(String room) {
        call("POST", "/_matrix/client/v3/join/" + encode(room), Map.of());
    }

    void putAlias(String alias, String room) {
        call("PUT", "/_matrix/client/v3/directory/room/" + encode(alias), Map.of("room_id", room));
    }

    void removeAlias(String alias) {
        call("DELETE", "/_matrix/client/v3/directory/room/" + encode(alias), null);
    }

    void membership(String room, String action, Person other) {
        call("POST", room(room) + "/" + action, Map.of("user_id", other.userId()));
    }

    void putState(String room, String type, Map<String, ?> content) {
        call("PUT", room(room) + "/state/" + encode(type) + "/", content);
    }

    /** The ids of the account's devices. */
    List<String> devices() {
        List<String> devices = new ArrayList<>();
        call("GET", "/_matrix/client/v3/devices", null)
                .get("devices")
                .forEach(device -> devices.add(device.get("device_id").asText()));
        return devices;
    }

    /** The messages of a room for people, oldest first, as whole events. */
    List<JsonNode> messages(String room) {
        return events(room, "m.room.message");
    }

    /** The events of a type in a room, oldest first. */
    List<JsonNode> events(String room, String type) {
        List<JsonNode> messages = new ArrayList<>();
        String from = "";
        while (from != null) {
            JsonNode page =
                    call(
                            "GET",
                            room(room)
                                    + "/messages?dir=f&limit=100"
                                    + (from.isEmpty() ? "" : "&from=" + encode(from)),
                            null);
            page.get("chunk")
                    .forEach(
                            event -> {
                                if (event.path("type").asText().equals(type)) {
                                    messages.add(event);
                                }
                            });
            String end = page.path("end").asText(null);
            from = page.get("chunk").isEmpty() || from.equals(end) ? null : end;
        }
        return messages;
    }

    /** The texts of a room's messages, oldest first. */
    List<String> bodies(String room) {
        return messages(room).stream().map(event -> event.at("/content/body").asText()).toList();
    }

    private static String room(String room) {
        return "/_matrix/client/v3/rooms/" + encode(room);
    }

    /** The content of an {@code mxc://} URI. */
    byte[] download(String contentUri) {
        return raw(
                "GET",
                contentUri.replaceFirst("mxc://", "/_matrix/client/v1/media/download/"),
                BodyPublishers.noBody());
    }

    /** Makes a raw request and gives its answer, which has to be 2xx. */
    JsonNode call(String method, String path, Object body) {
        try {
            byte[] answer =
                    raw(
                            method,
                            path,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] raw(String method, String path, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(homeserver + path))
                        .header("Content-Type", "application/json")
                        .timeout(LONGEST_REQUEST)
                        .method(method, body);
        if (accessToken != null) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                String text = new String(response.body(), StandardCharsets.UTF_8);
                throw new IllegalStateException(method + ' ' + path + ": " + text);
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return userId;
    }
}
