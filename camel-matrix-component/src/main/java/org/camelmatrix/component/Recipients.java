// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.RecipientResult;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.internal.failure.MatrixFailure;

/**
 * The recipients that a message names by {@link MatrixConstants#OVERRIDE_ROOM}: one, or several,
 * each of which is asked whatever becomes of the others.
 *
 * @param named as the message names them; each once
 */
record Recipients(List<String> named) {

    private static final int MOST = 1000;

    /**
     * The recipients in a header: a text, several with commas between them, or a collection.
     *
     * @throws MatrixRejectedException if it names none, or too many
     */
    static Recipients of(Object header) {
        Set<String> named = new LinkedHashSet<>();
        if (header instanceof Collection<?> many) {
            many.forEach(each -> named.add(String.valueOf(each).strip()));
        } else if (header instanceof Object[] many) {
            Arrays.stream(many).forEach(each -> named.add(String.valueOf(each).strip()));
        } else {
            named.addAll(texts(String.valueOf(header)));
        }
        if (named.isEmpty() || named.size() > MOST) {
            throw new MatrixRejectedException(
                    "The header "
                            + MatrixConstants.OVERRIDE_ROOM
                            + " names "
                            + named.size()
                            + " rooms; it can name 1 to "
                            + MOST);
        }
        return new Recipients(List.copyOf(named));
    }

    /**
     * An alias may have a comma in it, and so may the room id of an old room, which a stranger
     * chose: it must not become another room's.
     */
    private static List<String> texts(String header) {
        if (header.indexOf(',') < 0 || isOne(header)) {
            return List.of(header.strip());
        }
        return Arrays.stream(header.split(",")).map(String::strip).toList();
    }

    private static boolean isOne(String header) {
        try {
            return !(Recipient.parse(header) instanceof Recipient.Room room)
                    || room.id().hasServerName();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    boolean isOne() {
        return named.size() == 1;
    }

    /**
     * The recipient, if it is one.
     *
     * @throws MatrixRejectedException if it is not valid
     */
    Recipient one() {
        return parse(named.get(0));
    }

    private static Recipient parse(String name) {
        try {
            return Recipient.parse(name);
        } catch (IllegalArgumentException e) {
            throw new MatrixRejectedException(
                    "The header "
                            + MatrixConstants.OVERRIDE_ROOM
                            + " is not valid: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Asks each for the same. */
    CompletableFuture<Outcome> each(Function<Recipient, CompletableFuture<Outcome>> ask) {
        List<CompletableFuture<Outcome>> asked = new ArrayList<>();
        for (String name : named) {
            CompletableFuture<Outcome> answer;
            try {
                answer = ask.apply(parse(name));
            } catch (RuntimeException e) {
                answer = CompletableFuture.failedFuture(e);
            }
            asked.add(answer);
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .handle((all, failure) -> several(asked));
    }

    private Outcome several(List<CompletableFuture<Outcome>> asked) {
        List<RecipientResult> results = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            String name = named.get(i);
            try {
                Outcome outcome = asked.get(i).join();
                outcomes.add(outcome);
                results.add(result(name, outcome));
            } catch (RuntimeException e) {
                results.add(
                        new RecipientResult(
                                name, null, List.of(), null, MatrixFailure.of(e, "It")));
            }
        }
        return new Outcome.Several(results, outcomes);
    }

    private static RecipientResult result(String name, Outcome outcome) {
        if (outcome.sent() != null) {
            return new RecipientResult(
                    name,
                    outcome.sent().room().value(),
                    outcome.sent().events().stream().map(EventId::value).toList(),
                    null,
                    null);
        }
        Map<String, Object> told =
                outcome instanceof Outcome.Headers headers
                        ? headers.headers()
                        : outcome instanceof Outcome.Body body ? body.headers() : Map.of();
        return new RecipientResult(
                name,
                (String) told.get(MatrixConstants.ROOM_ID),
                Stream.ofNullable((String) told.get(MatrixConstants.EVENT_ID)).toList(),
                outcome instanceof Outcome.Body body ? body.body() : null,
                null);
    }
}
