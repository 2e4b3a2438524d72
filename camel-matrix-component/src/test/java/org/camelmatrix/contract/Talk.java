// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Several people who talk in several rooms at the same time, through any trouble of the homeserver.
 * In each room one talks at a time, so its messages have one order, which their numbers tell.
 */
final class Talk implements AutoCloseable {

    private static final int PEOPLE = 6;
    private static final long PAUSE = 200_000_000;

    /** A room, and how many messages it has. */
    private static final class Place {

        private final String room;
        private final List<Person> members;
        private final ReentrantLock floor = new ReentrantLock();
        private volatile int said;

        Place(String room, List<Person> members) {
            this.room = room;
            this.members = members;
        }
    }

    private final ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
    private final List<Place> places = new ArrayList<>();
    private final AtomicInteger said = new AtomicInteger();
    private final Map<Thread, Throwable> failures = new ConcurrentHashMap<>();

    /**
     * @param rooms how many rooms
     * @param listener who is in all of them
     */
    Talk(int rooms, Person listener) {
        List<Person> all =
                IntStream.range(0, PEOPLE)
                        .mapToObj(i -> Person.register(listener.homeserver(), "talker"))
                        .toList();
        for (int i = 0; i < rooms; i++) {
            Person first = all.get(i % PEOPLE);
            Person second = all.get((i + 1) % PEOPLE);
            String room = first.createRoom("12", second, listener);
            second.join(room);
            listener.join(room);
            places.add(new Place(room, List.of(first, second)));
        }
    }

    /** Lets them say so many messages in all, on threads of their own. */
    void begin(int messages, long seed) {
        for (int i = 0; i < PEOPLE; i++) {
            int count = messages / PEOPLE + (i < messages % PEOPLE ? 1 : 0);
            Random random = new Random(seed + i);
            people.execute(() -> say(count, random));
        }
    }

    private void say(int count, Random random) {
        try {
            for (int done = 0; done < count; ) {
                Place place = places.get(random.nextInt(places.size()));
                if (place.floor.tryLock()) {
                    try {
                        int number = place.said + 1;
                        say(place.members.get(random.nextInt(2)), place.room, number);
                        place.said = number;
                    } finally {
                        place.floor.unlock();
                    }
                    said.incrementAndGet();
                    done++;
                }
            }
        } catch (RuntimeException | Error e) {
            failures.put(Thread.currentThread(), e);
        }
    }

    /** Until the homeserver has it; a transaction is one message, however often it is sent. */
    private static void say(Person person, String room, int number) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                person.call(
                        "PUT",
                        "/_matrix/client/v3/rooms/"
                                + Person.encode(room)
                                + "/send/m.room.message/n"
                                + number,
                        Map.of("msgtype", "m.text", "body", String.valueOf(number)));
                return;
            } catch (RuntimeException e) {
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    /** How many messages the homeserver has taken. */
    int said() {
        assertThat(failures).isEmpty();
        return said.get();
    }

    List<String> rooms() {
        return places.stream().map(place -> place.room).toList();
    }

    /** What was said in a room, in its order. */
    List<String> saidIn(String room) {
        int count =
                places.stream()
                        .filter(place -> place.room.equals(room))
                        .findAny()
                        .orElseThrow()
                        .said;
        return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
    }

    @Override
    public void close() {
        people.shutdownNow();
    }
}
