// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Any homeserver, stand-in or real, as a client without a library sees it. */
final class HttpHomeserver {
    static final String V3 = "/_matrix/client/v3";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;

    record Reply(int status, JsonNode body, HttpHeaders headers) {
        String errcode() {
            return body.path("errcode").asText(null);
        }

        String text(String field) {
            return body.path(field).asText(null);
        }
    }

    HttpHomeserver(URI url) {
        this.url = url;
    }

    /** A request that the specification allows. */
    Reply call(String method, String path, String token, JsonNode body) throws IOException {
        return exchange(method, path, token, body == null ? null : body.toString(), false);
    }

    /** A request that is wrong on purpose. */
    Reply wrong(String method, String path, String token, String body) throws IOException {
        return exchange(method, path, token, body, true);
    }

    /** Uploads a file. Returns its {@code mxc://} URI, or the refusal. */
    Reply upload(String token, String query, String contentType, byte[] bytes) throws IOException {
        return upload(token, query, contentType, BodyPublishers.ofByteArray(bytes));
    }

    Reply upload(String token, String query, String contentType, BodyPublisher body)
            throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + Endpoint.UPLOAD.path() + query)).POST(body);
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        HttpResponse<byte[]> response = send(request.header("Authorization", "Bearer " + token));
        return new Reply(response.statusCode(), json(response.body()), response.headers());
    }

    /** Downloads a file, by its {@code mxc://} URI and what follows. */
    HttpResponse<byte[]> download(String token, String mxcUriAndMore) throws IOException {
        String path = "/_matrix/client/v1/media/download/" + mxcUriAndMore.substring(6);
        return send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Authorization", "Bearer " + token));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Reply exchange(
            String method, String path, String token, String body, boolean deliberatelyWrong)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (deliberatelyWrong) {
            request.header(Fault.HEADER, "true");
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        request.method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        HttpResponse<byte[]> response = send(request);
        return new Reply(response.statusCode(), json(response.body()), response.headers());
    }

    private static JsonNode json(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    Reply whoami(String token) throws IOException {
        return call("GET", Endpoint.WHOAMI.path(), token, null);
    }

    /** A login with a password, and with further fields. */
    Reply login(TestAccount account, ObjectNode further) throws IOException {
        ObjectNode body = json("{'type':'m.login.password'}").put("password", account.password());
        body.putObject("identifier").put("type", "m.id.user").put("user", account.userId());
        body.setAll(further);
        return call("POST", V3 + "/login", null, body);
    }

    Reply refresh(String refreshToken) throws IOException {
        ObjectNode body = json("{}").put("refresh_token", refreshToken);
        return call("POST", Endpoint.REFRESH.path(), null, body);
    }

    Reply send(String token, String room, String transactionId, String text) throws IOException {
        return call("PUT", sendPath(room, transactionId), token, message(text));
    }

    String createRoom(String token, JsonNode request) throws IOException {
        return call("POST", V3 + "/createRoom", token, request).text("room_id");
    }

    /** A new account with a name of its own, which any homeserver with open registration gives. */
    TestAccount newAccount(String prefix) {
        String name = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
        ObjectNode request = json("{'username':'%s','password':'secret-%s'}".formatted(name, name));
        request.putObject("auth").put("type", "m.login.dummy");
        try {
            Reply reply = call("POST", V3 + "/register", null, request);
            return new TestAccount(
                    reply.text("user_id"),
                    "secret-" + name,
                    reply.text("device_id"),
                    reply.text("access_token"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sendPath(String room, String transactionId) {
        return room(room) + "/send/m.room.message/" + encode(transactionId);
    }

    static String room(String room) {
        return V3 + "/rooms/" + encode(room);
    }

    static ObjectNode message(String text) {
        ObjectNode content = json("{'msgtype':'m.text'}");
        return content.put("body", text);
    }

    /** JSON with single quotes, which reads better in Java. */
    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
