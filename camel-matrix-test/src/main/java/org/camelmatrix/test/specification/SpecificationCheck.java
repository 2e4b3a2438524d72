// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test.specification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.camelmatrix.test.Fault;

/**
 * Checks requests and responses against the Matrix specification: that the endpoint exists, its
 * parameters, the access token (in the header, never in the query string), bodies, error responses,
 * and the content of events that are sent. Attach it to a WireMock that is, or proxies, a
 * homeserver; afterwards there should be exchanges and no violations:
 *
 * <pre>{@code
 * SpecificationCheck check = SpecificationCheck.of(folder).attachTo(homeserver.wireMock());
 * ...
 * assertThat(check.violations()).isEmpty();
 * assertThat(check.exchanges()).isPositive();
 * }</pre>
 *
 * <p>The header {@link Fault#HEADER} on a request or a response says that it is wrong on purpose,
 * and it is not checked. Paths outside {@code /_matrix/} and {@code /.well-known/matrix/} are not
 * looked at. Thread-safe.
 */
public final class SpecificationCheck {
    /** The system property that names the folder with the specification's documents. */
    public static final String PROPERTY = "matrix.specification";

    private static final String API = "matrix-cs-api-v1.19.json";
    private static final String EVENTS = "matrix-event-schemas-v1.19.json";

    private final ApiDocument api;
    private final EventSchemas events;
    private final RequestRules requestRules;
    private final ResponseRules responseRules;
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicLong exchanges = new AtomicLong();

    private SpecificationCheck(JsonNode openApi, JsonNode eventSchemas) {
        Schemas schemas = new Schemas();
        this.api = new ApiDocument(openApi);
        this.events = new EventSchemas(eventSchemas, schemas);
        this.requestRules = new RequestRules(schemas, events);
        this.responseRules = new ResponseRules(schemas);
    }

    /**
     * A check by the documents of version 1.19.
     *
     * @param folder holds {@code matrix-cs-api-v1.19.json} and {@code
     *     matrix-event-schemas-v1.19.json}, both without references
     * @throws UncheckedIOException when they are not there or not JSON
     */
    public static SpecificationCheck of(Path folder) {
        ObjectMapper json = new ObjectMapper();
        try {
            return of(
                    json.readTree(folder.resolve(API).toFile()),
                    json.readTree(folder.resolve(EVENTS).toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A check by any documents.
     *
     * @param openApi an OpenAPI 3.1 document without references
     * @param eventSchemas an object with the JSON schema of each event type
     */
    public static SpecificationCheck of(JsonNode openApi, JsonNode eventSchemas) {
        return new SpecificationCheck(openApi, eventSchemas);
    }

    /** A check by the documents in the folder that {@link #PROPERTY} names; empty without it. */
    public static Optional<SpecificationCheck> fromSystemProperty() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .filter(folder -> !folder.isBlank())
                .map(folder -> of(Path.of(folder)));
    }

    /** Checks everything that this server answers from now on. Returns itself. */
    public SpecificationCheck attachTo(WireMockServer server) {
        server.addMockServiceRequestListener(this::check);
        return this;
    }

    /** What was found so far, each as a sentence, in the order in which it was found. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** How many requests with their responses were checked so far. */
    public long exchanges() {
        return exchanges.get();
    }

    /** Forgets violations and the count. */
    public void clear() {
        violations.clear();
        exchanges.set(0);
    }

    /**
     * What is wrong with the content of an event of a type that the specification defines.
     *
     * @param stateKey null for a message event
     */
    public List<String> eventViolations(String type, String stateKey, JsonNode content) {
        return events.violations(type, stateKey, content);
    }

    private void check(Request request, Response response) {
        Exchange exchange = new Exchange(request, response);
        String path = exchange.path();
        if (!path.startsWith("/_matrix/") && !path.startsWith("/.well-known/matrix/")) {
            return;
        }
        boolean checksRequest = exchange.requestHeader(Fault.HEADER).isEmpty();
        boolean checksResponse =
                exchange.responseHeader(Fault.HEADER).isEmpty() && response.getFault() == null;
        try {
            List<ApiDocument.Match> matches = api.find(exchange.method(), path);
            if (matches.isEmpty()) {
                unknown(exchange, checksRequest, checksResponse);
            }
            if (checksRequest) {
                violations.addAll(best(matches, exchange));
            }
            if (checksResponse && !matches.isEmpty()) {
                violations.addAll(responseRules.violations(matches.get(0).operation(), exchange));
            }
        } catch (RuntimeException e) {
            violations.add(exchange.method() + " " + path + ": cannot be checked: " + e);
        }
        if (checksRequest || checksResponse) {
            exchanges.incrementAndGet();
        }
    }

    private void unknown(Exchange exchange, boolean checksRequest, boolean checksResponse) {
        String name = exchange.method() + " " + exchange.path();
        if (checksRequest) {
            violations.add(name + ": the specification has no such endpoint");
        }
        if (checksResponse && exchange.response().getStatus() >= 400) {
            violations.addAll(ResponseRules.error(name + ": response", exchange));
        }
    }

    /** Where a path is described more than once, the description that the request fits best. */
    private List<String> best(List<ApiDocument.Match> matches, Exchange exchange) {
        return matches.stream()
                .map(match -> requestRules.violations(match, exchange))
                .min((one, other) -> Integer.compare(one.size(), other.size()))
                .orElse(List.of());
    }
}
