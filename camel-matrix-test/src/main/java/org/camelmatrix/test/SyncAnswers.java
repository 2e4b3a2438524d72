// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code /sync} has answered lately. As at Synapse, a request that is equal to one of the last
 * two minutes in everything, token and filter and timeout, gets that one's answer, whatever has
 * happened since.
 */
final class SyncAnswers {
    private static final Duration LIFETIME = Duration.ofMinutes(2);
    private static final int MOST = 500;

    private record Question(Requester reader, Map<String, List<String>> query) {}

    private record Remembered(ObjectNode json, Instant end) {}

    private final InstantSource clock;
    private final Map<Question, Remembered> answers = new LinkedHashMap<>();

    SyncAnswers(InstantSource clock) {
        this.clock = clock;
    }

    Optional<ObjectNode> get(Call call) {
        return Optional.ofNullable(answers.get(question(call)))
                .filter(remembered -> remembered.end().isAfter(clock.instant()))
                .map(Remembered::json);
    }

    void put(Call call, ObjectNode json) {
        Question question = question(call);
        answers.remove(question);
        answers.put(question, new Remembered(json, clock.instant().plus(LIFETIME)));
        if (answers.size() > MOST) {
            answers.remove(answers.keySet().iterator().next());
        }
    }

    private static Question question(Call call) {
        return new Question(call.requester(), call.query());
    }
}
