// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The messages of several senders to several rooms: each sender numbers what it sends to each room,
 * so that a room tells what it has lost, doubled or turned round. Any thread may call.
 */
final class NumberedMessages {

    private record Place(String room, int sender) {}

    private final Map<Place, Integer> numbers = new ConcurrentHashMap<>();

    /** The body of a sender's next message to a room. */
    String next(String room, int sender) {
        int number = numbers.merge(new Place(room, sender), 1, Integer::sum);
        return sender + "-" + number;
    }

    /** Each message is in its room, none twice, and each sender's in their order. */
    void assertOnceAndInOrder(Person reader) {
        for (String room : rooms()) {
            List<String> bodies = reader.bodies(room);
            assertThat(bodies).as(room).doesNotHaveDuplicates();
            assertThat(bodies).as(room).containsExactlyInAnyOrderElementsOf(expected(room));
            for (int sender : senders(room)) {
                assertThat(bodies)
                        .filteredOn(body -> body.startsWith(sender + "-"))
                        .as("of sender %d in %s", sender, room)
                        .isEqualTo(bodies(room, sender));
            }
        }
    }

    private List<String> rooms() {
        return numbers.keySet().stream().map(Place::room).distinct().toList();
    }

    private List<Integer> senders(String room) {
        return numbers.keySet().stream()
                .filter(place -> place.room().equals(room))
                .map(Place::sender)
                .toList();
    }

    private List<String> expected(String room) {
        return senders(room).stream().flatMap(sender -> bodies(room, sender).stream()).toList();
    }

    private List<String> bodies(String room, int sender) {
        return IntStream.rangeClosed(1, numbers.get(new Place(room, sender)))
                .mapToObj(number -> sender + "-" + number)
                .toList();
    }
}
