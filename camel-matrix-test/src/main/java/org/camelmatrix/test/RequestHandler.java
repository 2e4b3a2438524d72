// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Where WireMock hands a request over: notes it down, finds its endpoint, lets a fault have its
 * way, and turns the answer into WireMock's. WireMock calls it from many threads at once.
 */
final class RequestHandler implements ResponseDefinitionTransformerV2 {
    static final String NAME = "matrix-homeserver";

    private static final int LATEST_REQUESTS = 10_000;

    private final Supplier<ClientServerApi> fresh;
    private final Router router = new Router();
    private final RequestLog log = new RequestLog(LATEST_REQUESTS);
    private final Faults faults = new Faults();
    private final Connections connections;
    private volatile ClientServerApi api;

    RequestHandler(Supplier<ClientServerApi> fresh, Connections connections) {
        this.fresh = fresh;
        this.connections = connections;
        this.api = fresh.get();
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    ClientServerApi api() {
        return api;
    }

    RequestLog log() {
        return log;
    }

    void inject(Fault fault) {
        synchronized (faults) {
            faults.add(fault);
        }
    }

    void clearFaults() {
        synchronized (faults) {
            faults.clear();
        }
    }

    void reset() {
        clearFaults();
        log.clear();
        ClientServerApi old = api;
        api = fresh.get();
        old.stop();
    }

    /** Ends what requests wait for, so that the server can stop. */
    void endLongPolls() {
        api.stop();
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        BooleanSupplier clientIsGone = connections.takeIsGone();
        Request request = event.getRequest();
        ClientServerApi current = api;
        String target = request.getUrl();
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        Router.Match match = router.match(request.getMethod().getName(), path);
        Map<String, List<String>> parameters =
                query < 0 ? Map.of() : Percent.query(target.substring(query + 1));
        Optional<String> token = bearerToken(request);
        Optional<String> user = current.user(token, parameters);
        boolean isUpload = match.endpoint().filter(Endpoint.UPLOAD::equals).isPresent();
        log.add(
                new RecordedRequest(
                        Instant.now(),
                        request.getMethod().getName(),
                        target,
                        match.endpoint(),
                        user,
                        isUpload ? "" : request.getBodyAsString()));
        if (match.endpoint().isEmpty()) {
            int status = match.pathIsKnown() ? 405 : 404;
            MatrixError error = MatrixError.of(status, "M_UNRECOGNIZED", "Unrecognized request");
            return definition(Delivery.of(error.answer()), false);
        }
        Endpoint endpoint = match.endpoint().get();
        Supplier<Answer> processing =
                () ->
                        current.answer(
                                new Call(
                                        endpoint,
                                        match.parameters(),
                                        parameters,
                                        token,
                                        null,
                                        isUpload ? upload(request) : Body.json(request.getBody()),
                                        baseUrl(request)),
                                clientIsGone);
        try {
            return fault(endpoint, user, match.parameters(), current)
                    .map(effect -> definition(effect.apply(processing), true))
                    .orElseGet(() -> definition(Delivery.of(processing.get()), false));
        } catch (LongPoll.Closed e) {
            return definition(Delivery.lost(Answer.text(200, null, "")), true);
        }
    }

    private Optional<Delivery.Effect> fault(
            Endpoint endpoint,
            Optional<String> user,
            Map<String, String> parameters,
            ClientServerApi current) {
        synchronized (faults) {
            return faults.next(endpoint, user, room -> isAbout(room, parameters, current));
        }
    }

    private static boolean isAbout(
            String room, Map<String, String> parameters, ClientServerApi current) {
        return List.of("roomId", "roomIdOrAlias", "roomAlias").stream()
                .filter(parameters::containsKey)
                .anyMatch(name -> current.isSameRoom(room, parameters.get(name)));
    }

    private static Body upload(Request request) {
        return Body.of(
                request.getBody(),
                request.getHeader("Content-Type"),
                request.containsHeader("Content-Length"));
    }

    /** A token in the query string is not looked at: it would end up in logs. */
    private static Optional<String> bearerToken(Request request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .filter(header -> header.startsWith("Bearer "))
                .map(header -> header.substring("Bearer ".length()).trim());
    }

    private static String baseUrl(Request request) {
        return request.getScheme() + "://" + request.getHost() + ":" + request.getPort();
    }

    private static ResponseDefinition definition(Delivery delivery, boolean deliberate) {
        Answer answer = delivery.answer();
        ResponseDefinitionBuilder definition =
                ResponseDefinitionBuilder.responseDefinition().withStatus(answer.status());
        if (answer.contentType() != null) {
            definition.withHeader("Content-Type", answer.contentType());
        }
        answer.headers().forEach(definition::withHeader);
        if (deliberate) {
            definition.withHeader(Fault.HEADER, "true");
        }
        if (!delivery.delay().isZero()) {
            definition.withFixedDelay((int) delivery.delay().toMillis());
        }
        switch (delivery.cut()) {
            case NOWHERE -> definition.withBody(answer.body());
            case BEFORE_THE_ANSWER ->
                    definition.withFault(com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE);
            case WITHIN_THE_BODY -> {
                byte[] whole = answer.body();
                definition.withHeader("Content-Length", String.valueOf(whole.length));
                definition.withBody(Arrays.copyOf(whole, whole.length / 2));
            }
        }
        return definition.build();
    }
}
