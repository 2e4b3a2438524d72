// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Something that goes wrong on purpose: what, at which endpoints, for whom and how often. A value;
 * {@link MatrixHomeserver#inject} puts it to work.
 *
 * <pre>{@code
 * homeserver.inject(Fault.rateLimited(Duration.ofMillis(200)).on(Endpoint.SEND).times(3));
 * homeserver.inject(Fault.answerLost().on(Endpoint.SEND).inRoom(roomId).times(1));
 * homeserver.inject(Fault.connectionDropped().on(Endpoint.SEND).chance(0.05).seed(7));
 * }</pre>
 *
 * <p>Without further words a fault applies to every endpoint, user and room, and until {@link
 * MatrixHomeserver#clearFaults()}. When several apply to a request, the one injected first wins
 * until it is used up.
 */
public final class Fault {
    /**
     * The header that marks a deliberately faulty answer, so that nobody takes the stand-in's fault
     * for an error of the stand-in. A test may put it on a request that is wrong on purpose.
     */
    public static final String HEADER = "Deliberate-Fault";

    private final Delivery.Effect effect;
    private final Set<Endpoint> endpoints;
    private final Frequency frequency;
    private final String userId;
    private final String room;

    /** How often a fault happens: to which share of the requests, and to how many at most. */
    record Frequency(int times, double probability, long seed) {
        private static final Frequency ALWAYS = new Frequency(Integer.MAX_VALUE, 1, 0);
    }

    private Fault(
            Delivery.Effect effect,
            Set<Endpoint> endpoints,
            Frequency frequency,
            String userId,
            String room) {
        this.effect = effect;
        this.endpoints = endpoints;
        this.frequency = frequency;
        this.userId = userId;
        this.room = room;
    }

    private static Fault of(Delivery.Effect effect) {
        return new Fault(effect, EnumSet.allOf(Endpoint.class), Frequency.ALWAYS, null, null);
    }

    private static Fault instead(Supplier<Answer> answer) {
        return of(processing -> Delivery.of(answer.get()));
    }

    /** 429 {@code M_LIMIT_EXCEEDED} with the header and the body that Synapse sends. */
    public static Fault rateLimited(Duration wait) {
        return rateLimited(wait, RetryAfter.SECONDS_AND_BODY);
    }

    /** 429 {@code M_LIMIT_EXCEEDED} that says when to try again in the given way. */
    public static Fault rateLimited(Duration wait, RetryAfter said) {
        return instead(() -> limitExceeded(wait, said));
    }

    static Answer limitExceeded(Duration wait, RetryAfter said) {
        ObjectNode body = Json.object();
        body.put("errcode", "M_LIMIT_EXCEEDED").put("error", "Too Many Requests");
        if (said.inBody()) {
            body.put("retry_after_ms", Math.max(1, wait.toMillis()));
        }
        Answer answer = Answer.json(429, body);
        if (said.inSeconds()) {
            long seconds = wait.plusNanos(999_999_999).toSeconds();
            return answer.withHeader("Retry-After", String.valueOf(seconds));
        }
        if (said == RetryAfter.HTTP_DATE) {
            Instant then = Instant.now().plus(wait).plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
            return answer.withHeader(
                    "Retry-After",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(then.atOffset(ZoneOffset.UTC)));
        }
        return answer;
    }

    /** A standard error response, instead of processing the request. */
    public static Fault error(int status, String errcode, String message) {
        return error(status, errcode, message, Map.of());
    }

    /**
     * A standard error response with further fields, for example {@code soft_logout} or {@code
     * admin_contact}.
     *
     * @param further field names and values that Jackson can write
     */
    public static Fault error(int status, String errcode, String message, Map<String, ?> further) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        further.forEach((name, value) -> fields.put(name, Json.valueOf(value)));
        Answer answer = MatrixError.of(status, errcode, message, fields).answer();
        return instead(() -> answer);
    }

    /** A page of HTML such as a proxy or a captive portal sends, with any status. */
    public static Fault html(int status) {
        String page = "<!doctype html><html><body><h1>Status " + status + "</h1></body></html>";
        return raw(status, "text/html", page);
    }

    /** Any status, content type and body, instead of processing the request. */
    public static Fault raw(int status, String contentType, String body) {
        Answer answer = Answer.text(status, contentType, body);
        return instead(() -> answer);
    }

    /** A redirect, status 301, 302, 303, 307 or 308, instead of processing the request. */
    public static Fault redirect(int status, URI location) {
        Answer answer = Answer.text(status, null, "").withHeader("Location", location.toString());
        return instead(() -> answer);
    }

    /** Closes the connection without an answer; the request is not processed. */
    public static Fault connectionDropped() {
        return of(processing -> Delivery.lost(Answer.text(200, null, "")));
    }

    /**
     * Processes the request, then closes the connection: the answer is lost, the event is there.
     */
    public static Fault answerLost() {
        return of(processing -> Delivery.lost(processing.get()));
    }

    /** Processes the request, then answers 200 without a body. */
    public static Fault emptyAnswer() {
        return of(
                processing -> {
                    processing.get();
                    return Delivery.of(Answer.text(200, null, ""));
                });
    }

    /** Processes the request, then closes the connection in the middle of the answer's body. */
    public static Fault truncatedAnswer() {
        return of(
                processing ->
                        new Delivery(
                                processing.get(), Duration.ZERO, Delivery.Cut.WITHIN_THE_BODY));
    }

    /**
     * Processes the request, then holds the answer back for so long. Each answer that is held back
     * occupies one of the stand-in's 256 threads.
     */
    public static Fault delayed(Duration delay) {
        return of(processing -> new Delivery(processing.get(), delay, Delivery.Cut.NOWHERE));
    }

    /**
     * Answers 200 with a JSON object of so many bytes, instead of processing the request.
     *
     * @param bytes the body's size, at least 13; the stand-in holds it in memory
     */
    public static Fault hugeAnswer(int bytes) {
        return instead(
                () -> {
                    String start = "{\"filler\":\"";
                    String end = "\"}";
                    String filler = "x".repeat(bytes - start.length() - end.length());
                    return Answer.text(200, "application/json", start + filler + end);
                });
    }

    /** The same fault at these endpoints only. */
    public Fault on(Endpoint first, Endpoint... more) {
        return new Fault(effect, EnumSet.of(first, more), frequency, userId, room);
    }

    /** The same fault for that many requests only. */
    public Fault times(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("at least once");
        }
        return as(new Frequency(number, frequency.probability, frequency.seed));
    }

    /**
     * The same fault by chance. The dice are cast for each request that the fault applies to and
     * that no earlier fault took, so several such faults may be injected at once. With {@link
     * #times} it happens that often at most.
     *
     * @param probability the share of the requests that it happens to, above 0 and at most 1
     */
    public Fault chance(double probability) {
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability above 0 and at most 1");
        }
        return as(new Frequency(frequency.times, probability, frequency.seed));
    }

    /**
     * The same fault with other dice for {@link #chance}. The same seed, at the same place among
     * the faults that were injected, hits the same requests by their order of arrival; 0 without
     * this.
     */
    public Fault seed(long seed) {
        return as(new Frequency(frequency.times, frequency.probability, seed));
    }

    private Fault as(Frequency other) {
        return new Fault(effect, endpoints, other, userId, room);
    }

    /**
     * The same fault only for requests with a valid access token of that user (a full user id), or
     * of an application service in that user's name.
     */
    public Fault forUser(String user) {
        return new Fault(effect, endpoints, frequency, user, room);
    }

    /** The same fault only for requests whose path names that room, by its id or an alias. */
    public Fault inRoom(String roomIdOrAlias) {
        return new Fault(effect, endpoints, frequency, userId, roomIdOrAlias);
    }

    Delivery.Effect effect() {
        return effect;
    }

    Frequency frequency() {
        return frequency;
    }

    Optional<String> room() {
        return Optional.ofNullable(room);
    }

    boolean appliesTo(Endpoint endpoint, Optional<String> user) {
        return endpoints.contains(endpoint)
                && (userId == null || user.filter(userId::equals).isPresent());
    }
}
