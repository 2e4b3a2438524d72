// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The homeserver, for requests and for the test. Thread-safe: one lock guards all state, and is
 * held over memory only, never while bodies are parsed or written or a client waited for. So each
 * request happens at once, and two concurrent requests of one transaction make one event.
 */
final class ClientServerApi {
    private final Object lock = new Object();
    private final Endpoints endpoints;

    ClientServerApi(Settings settings) {
        this.endpoints = new Endpoints(settings);
    }

    /** The answer of an endpoint, refusals among them. */
    Answer answer(Call call) {
        return answer(call, () -> false);
    }

    /**
     * The answer of an endpoint, refusals among them; that of {@code /sync} when there is news, or
     * its time is up.
     *
     * @param clientIsGone whether nobody waits for the answer any more
     * @throws LongPoll.Closed when nobody does, or the homeserver closes its long polls
     */
    Answer answer(Call call, BooleanSupplier clientIsGone) {
        try {
            if (call.endpoint() == Endpoint.SYNC) {
                return Answer.ok(sync(call, clientIsGone));
            }
            Supplier<Answer> answer;
            synchronized (lock) {
                answer = endpoints.perform(call);
            }
            return answer.get();
        } catch (MatrixError e) {
            return e.answer();
        }
    }

    private ObjectNode sync(Call call, BooleanSupplier clientIsGone) {
        long start = System.nanoTime();
        Call known;
        SyncRequest request;
        LongPoll poll;
        synchronized (lock) {
            known = endpoints.authenticate(call);
            request = endpoints.sync.request(known);
            Optional<ObjectNode> repeated = endpoints.syncAnswers.get(known);
            if (repeated.isPresent()) {
                return repeated.get();
            }
            SyncApi.Result result = endpoints.sync.answer(request);
            if (result.hasNews() || request.takesNoTime()) {
                return remembered(known, result);
            }
            poll = endpoints.stream.open(request.user());
        }
        try {
            long deadline = start + request.timeout().toNanos();
            while (true) {
                boolean told = poll.await(deadline, clientIsGone);
                synchronized (lock) {
                    SyncApi.Result result = endpoints.sync.answer(request);
                    if (result.hasNews() || !told) {
                        return remembered(known, result);
                    }
                }
            }
        } finally {
            change(state -> state.stream.close(poll));
        }
    }

    private ObjectNode remembered(Call call, SyncApi.Result result) {
        if (result.hasNews()) {
            endpoints.syncAnswers.put(call, result.json());
        }
        return result.json();
    }

    /** Ends every long poll without an answer. */
    void closeLongPolls() {
        change(state -> state.stream.closePolls());
    }

    /** Ends long polls, and lets no more begin. */
    void stop() {
        change(state -> state.stream.stop());
    }

    <T> T ask(Function<Endpoints, T> question) {
        synchronized (lock) {
            return question.apply(endpoints);
        }
    }

    void change(Consumer<Endpoints> change) {
        synchronized (lock) {
            change.accept(endpoints);
        }
    }

    /** In whose name a request with that token and query acts, if the token is valid. */
    Optional<String> user(Optional<String> token, Map<String, List<String>> query) {
        return ask(state -> state.authentication.user(token, query));
    }

    /**
     * A new account, also in an application service's namespace, with a device that is logged in.
     *
     * @throws IllegalStateException when there is such an account, or can be none
     */
    TestAccount register(String localpart, String password) {
        synchronized (lock) {
            String userId;
            try {
                userId = endpoints.registration.newUserId(TextNode.valueOf(localpart));
            } catch (MatrixError e) {
                throw new IllegalStateException(e.answer().text(), e);
            }
            endpoints.accounts.create(userId, Optional.of(password));
            ObjectNode device = endpoints.signIn.logIn(userId, Json.object());
            return new TestAccount(
                    userId,
                    password,
                    device.get("device_id").asText(),
                    device.get("access_token").asText());
        }
    }

    /** Registers an application service. Returns its own user's id. */
    String addService(String token, Pattern namespace) {
        synchronized (lock) {
            int number = endpoints.services.count() + 1;
            String sender = endpoints.signIn.userId("_appservice_" + number);
            endpoints.accounts.create(sender, Optional.empty());
            endpoints.services.add(token, new ApplicationServices.Service(namespace, sender));
            return sender;
        }
    }

    void deactivate(String userId) {
        synchronized (lock) {
            endpoints.accounts.deactivate(userId);
            endpoints.sessions.endAll(userId);
            endpoints.memberships.leaveAll(userId);
        }
    }

    /** The events of a room, oldest first; empty when there is no such room. */
    Optional<List<RoomEvent>> events(String roomIdOrAlias) {
        return ask(
                state ->
                        state.rooms
                                .findByIdOrAlias(roomIdOrAlias)
                                .map(r -> r.log().all().stream().map(RoomEvent::copy).toList()));
    }

    /** Whether both name the same room, each by its id or by an alias. */
    boolean isSameRoom(String one, String other) {
        return one.equals(other)
                || ask(
                        state -> {
                            Optional<Room> room = state.rooms.findByIdOrAlias(one);
                            return room.isPresent()
                                    && room.equals(state.rooms.findByIdOrAlias(other));
                        });
    }
}
