// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test.specification;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.camelmatrix.test.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judges the checker by a small document of its own, so that it always runs. */
class SpecificationCheckTest {
    private static final String API =
            """
            {"paths": {
              "/_matrix/send/{roomId}/{eventType}/{txnId}": {"put": {
                "parameters": [
                  {"in": "path", "name": "roomId", "required": true,
                   "schema": {"type": "string", "pattern": "^!"}},
                  {"in": "path", "name": "eventType", "required": true,
                   "schema": {"type": "string"}}],
                "requestBody": {"required": true, "content":
                  {"application/json": {"schema": {"type": "object"}}}},
                "responses": {"200": {"content": {"application/json": {"schema":
                  {"type": "object", "required": ["event_id"]}}}}, "403": {}},
                "security": [{"accessTokenQuery": []}, {"accessTokenBearer": []}]}},
              "/_matrix/join/{room}": {"post": {
                "parameters": [{"in": "query", "name": "via", "schema":
                  {"type": "array", "items": {"type": "string", "minLength": 3}}}],
                "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},
                "responses": {"200": {}}}},
              "/_matrix/messages": {"get": {
                "parameters": [
                  {"in": "query", "name": "dir", "required": true,
                   "schema": {"type": "string", "enum": ["f", "b"]}},
                  {"in": "query", "name": "limit", "schema": {"type": "integer"}}],
                "responses": {"200": {}},
                "security": [{}, {"accessTokenBearer": []}]}},
              "/_matrix/state/{eventType}/{stateKey}": {"put": {
                "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},
                "responses": {"200": {}}}},
              "/_matrix/user/{userId}/account_data/{type}": {"put": {
                "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},
                "responses": {"200": {}}}},
              "/_matrix/overlap": {"get": {"responses": {"200": {"content": {"application/json":
                {"schema": {"oneOf": [{"type": "object"},
                  {"type": "object", "required": ["event_id"]}]}}}}}}},
              "/_matrix/logout": {"post": {"responses": {"200": {}}}},
              "/_matrix/invite": {"post": {
                "requestBody": {"content": {"application/json": {"schema":
                  {"required": ["user_id"]}}}}, "responses": {"200": {}}}},
              "/_matrix/invite ": {"post": {
                "requestBody": {"content": {"application/json": {"schema":
                  {"required": ["medium"]}}}}, "responses": {"200": {}}}},
              "/.well-known/matrix/client": {"get": {"responses": {"200": {"content":
                {"application/json": {"schema": {"required": ["m.homeserver"]}}}}, "404": {}}}}
            }}
            """;

    private static final String EVENTS =
            """
            {"m.room.message": {"properties": {"content": {"required": ["body"]}}},
             "m.room.message$m.text": {"properties": {"content": {"required": ["body", "msgtype"],
               "properties": {"body": {"type": "string"}}}}},
             "m.direct": {"properties": {"content": {"additionalProperties": {"type": "array"}}}},
             "m.room.name": {"required": ["state_key"],
               "properties": {"content": {"required": ["name"]}}}}
            """;

    private static final String SEND = "/_matrix/send/%21a/m.room.message/1";
    private static final String TEXT = "{\"msgtype\":\"m.text\",\"body\":\"x\"}";

    private final SpecificationCheck check = SpecificationCheck.of(json(API), json(EVENTS));
    private final WireMockServer server =
            new WireMockServer(
                    WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        server.start();
        check.attachTo(server);
        answer(200, "{\"event_id\":\"$1\"}");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void findsNothingInWhatIsRight() throws Exception {
        exchange("PUT", SEND, true, TEXT);
        exchange("POST", "/_matrix/join/x?via=one&via=two&user_id=@a:b", false, "{}");
        exchange("GET", "/_matrix/messages?dir=f&limit=5", false, null);
        exchange("PUT", "/_matrix/state/m.room.name", false, "{\"name\":\"x\"}");
        exchange("PUT", "/_matrix/state/m.room.name/", false, "{\"name\":\"x\"}");
        exchange("POST", "/_matrix/logout", false, "{}");
        exchange("POST", "/_matrix/invite", false, "{\"user_id\":1}");
        exchange("POST", "/_matrix/invite", false, "{\"medium\":1}");

        assertThat(check.violations()).isEmpty();
        assertThat(check.exchanges()).isEqualTo(8);
    }

    @Test
    void takesAnAnswerThatFitsSeveralAlternatives() throws Exception {
        exchange("GET", "/_matrix/overlap", false, null);
        assertThat(check.violations()).isEmpty();
        answer(200, "[]");
        exchange("GET", "/_matrix/overlap", false, null);
        assertThat(check.violations()).isNotEmpty();
    }

    @Test
    void leavesOtherPathsAlone() throws Exception {
        exchange("GET", "/_synapse/admin/v1/register", false, null);

        assertThat(check.violations()).isEmpty();
        assertThat(check.exchanges()).isZero();
    }

    @Test
    void findsWrongPathsAndParameters() throws Exception {
        exchange("PUT", "/_matrix/sends/1", false, "{}");
        assertFound("no such endpoint");
        exchange("PUT", SEND.replace("%21", "%23"), true, TEXT);
        assertFound("path parameter roomId");
        exchange("GET", "/_matrix/messages?limit=5", false, null);
        assertFound("required query parameter dir is absent");
        exchange("GET", "/_matrix/messages?dir=up", false, null);
        assertFound("query parameter dir");
        exchange("GET", "/_matrix/messages?dir=f&limit=many", false, null);
        assertFound("query parameter limit");
        exchange("GET", "/_matrix/messages?dir=f&other=1", false, null);
        assertFound("no query parameter called other");
        exchange("POST", "/_matrix/join/x?via=one&via=2", false, "{}");
        assertFound("query parameter via");
    }

    @Test
    void findsTokensThatAreAbsentOrInTheQuery() throws Exception {
        exchange("PUT", SEND, false, TEXT);
        assertFound("needs a bearer token");
        exchange("PUT", SEND + "?access_token=x", true, TEXT);
        assertFound("must not be in the query string");
    }

    @Test
    void findsWrongBodiesAndEvents() throws Exception {
        exchange("PUT", SEND, true, "[]");
        assertFound("request body");
        exchange("PUT", SEND, true, "{");
        assertFound("request body must be JSON");
        exchange("PUT", SEND, true, null);
        assertFound("request body must be JSON");
        exchange("PUT", SEND, true, "{\"msgtype\":\"m.other\"}");
        assertFound("m.room.message");
        exchange("PUT", SEND, true, "{\"msgtype\":\"m.text\",\"body\":7}");
        assertFound("m.room.message$m.text");
        exchange("PUT", "/_matrix/state/m.room.name/", false, "{}");
        assertFound("m.room.name");
        exchange("PUT", "/_matrix/user/@a:b/account_data/m.direct", false, "{\"@c:d\":\"!e\"}");
        assertFound("m.direct");
        exchange("POST", "/_matrix/logout", false, "{\"a\":1}");
        assertFound("must not have a request body");
        exchange("POST", "/_matrix/invite", false, "{}");
        assertFound("request body");
    }

    @Test
    void findsWhatIsWrongInTheNewContentOfAnEdit() throws Exception {
        exchange("PUT", SEND, true, edit(TEXT));
        assertThat(check.violations()).isEmpty();
        exchange("PUT", SEND, true, edit("{\"msgtype\":\"m.text\"}"));
        assertFound("m.new_content");
    }

    private static String edit(String content) {
        return "{\"msgtype\":\"m.text\",\"body\":\"* x\",\"m.new_content\":" + content + '}';
    }

    @Test
    void findsWrongResponses() throws Exception {
        answer(200, "{}");
        exchange("PUT", SEND, true, TEXT);
        assertFound("response 200");
        answer(200, "");
        exchange("PUT", SEND, true, TEXT);
        assertFound("response 200 must be JSON");
        answer(204, "");
        exchange("PUT", SEND, true, TEXT);
        assertFound("not among the documented statuses");
        answer(500, "{}");
        exchange("PUT", SEND, true, TEXT);
        assertFound("must have an errcode");
        answer(403, "<html>");
        exchange("PUT", SEND, true, TEXT);
        assertFound("must have an errcode");
    }

    @Test
    void acceptsErrorsWithACodeAndAbsentWellKnownFiles() throws Exception {
        answer(429, "{\"errcode\":\"M_LIMIT_EXCEEDED\"}");
        exchange("PUT", SEND, true, TEXT);
        answer(404, "");
        exchange("GET", "/.well-known/matrix/client", false, null);

        assertThat(check.violations()).isEmpty();
    }

    @Test
    void passesOverWhatIsWrongOnPurpose() throws Exception {
        server.stubFor(
                any(anyUrl())
                        .willReturn(aResponse().withStatus(500).withHeader(Fault.HEADER, "x")));
        exchange("PUT", SEND, true, TEXT);
        assertThat(check.violations()).isEmpty();
        exchange("PUT", SEND, true, "{");
        assertFound("request body must be JSON");

        answer(200, "{\"event_id\":\"$1\"}");
        HttpRequest wrong = request("PUT", SEND, true, "{").header(Fault.HEADER, "true").build();
        client.send(wrong, BodyHandlers.discarding());
        assertThat(check.violations()).isEmpty();
    }

    @Test
    void needsTheFolderThatItIsGiven(@TempDir Path empty) {
        assertThatThrownBy(() -> SpecificationCheck.of(empty))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("matrix-cs-api-v1.19.json");
    }

    private void assertFound(String words) {
        assertThat(check.violations()).hasSize(1).first().asString().contains(words);
        check.clear();
    }

    private void answer(int status, String body) {
        server.stubFor(
                any(anyUrl())
                        .willReturn(
                                aResponse()
                                        .withStatus(status)
                                        .withHeader("Content-Type", "application/json")
                                        .withBody(body)));
    }

    private void exchange(String method, String path, boolean token, String body)
            throws IOException, InterruptedException {
        client.send(request(method, path, token, body).build(), BodyHandlers.discarding());
    }

    private HttpRequest.Builder request(String method, String path, boolean token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.baseUrl() + path));
        if (token) {
            request.header("Authorization", "Bearer x");
        }
        if (body == null) {
            return request.method(method, BodyPublishers.noBody());
        }
        return request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
