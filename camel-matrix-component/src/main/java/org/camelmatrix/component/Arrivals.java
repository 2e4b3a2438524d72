// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.message.Arrival;

/**
 * Tells the arrivals of exchanges at endpoints apart, so that a second {@code to} the same room is
 * a second message and a retry is not.
 *
 * <p>What belongs together is a unit of work, and not what has one exchange id: Camel gives the
 * same id again, to an exchange that is sent once more, from its pool, or by a generator that
 * begins anew. And it is not kept in the exchange: after some copies that keep the unit of work (a
 * copying loop, a failover) Camel goes on with the properties from before, and a count that falls
 * back would swallow a message. Any thread may call.
 */
final class Arrivals {

    private static final String WITHOUT_UNIT_OF_WORK = "CamelMatrixArrivals";

    private final String origin = UUID.randomUUID().toString();
    private final AtomicLong number = new AtomicLong();
    private final Map<Identity, Work> works = new ConcurrentHashMap<>();

    /**
     * The arrival that a send is now in each room that it may go to: the same until one to that
     * room is completed. What is given here is asked once for each room, and does not change any
     * more, however late the send is tried again: its exchange may have ended by then, as when the
     * thread that waited for it was interrupted.
     *
     * @param key the message's own key, or null
     * @param digest tells its content from any other
     */
    Function<RoomId, Arrival> of(Exchange exchange, MessageKey key, byte[] digest) {
        Work work = work(exchange);
        String id = exchange.getExchangeId();
        Map<RoomId, Arrival> known = new ConcurrentHashMap<>(1);
        return room -> known.computeIfAbsent(room, place -> arrival(work, id, place, key, digest));
    }

    private static Arrival arrival(
            Work work, String exchangeId, RoomId room, MessageKey key, byte[] digest) {
        Place place = place(exchangeId, room, key);
        int number = work.completed(place);
        if (key == null) {
            return new Arrival.Passing(work.key + '/' + exchangeId, number);
        }
        boolean instead = number == 0 && !Arrays.equals(work.first(place, digest), digest);
        return new Arrival.Lasting(key.value(), key.node(), key.branch(), number, instead);
    }

    /** Notes that the exchange has sent to a room. */
    void completed(Exchange exchange, RoomId room, MessageKey key) {
        work(exchange).complete(place(exchange.getExchangeId(), room, key));
    }

    private static Place place(String exchangeId, RoomId room, MessageKey key) {
        return new Place(key == null ? exchangeId : key, room);
    }

    /** How many units of work are remembered; none once they are done. */
    int size() {
        return works.size();
    }

    private Work work(Exchange exchange) {
        UnitOfWork unit = exchange.getUnitOfWork();
        if (unit == null) {
            return withoutUnitOfWork(exchange);
        }
        Identity identity = new Identity(unit);
        Work known = works.get(identity);
        if (known != null) {
            return known;
        }
        Work fresh = newWork(exchange);
        Work raced = works.putIfAbsent(identity, fresh);
        if (raced != null) {
            return raced;
        }
        unit.addSynchronization(new Forget(identity));
        return fresh;
    }

    /** An exchange that no route carries keeps its own, and a copy of it does not take it over. */
    private Work withoutUnitOfWork(Exchange exchange) {
        Object kept = exchange.getProperty(WITHOUT_UNIT_OF_WORK);
        if (kept instanceof Work work && work.owner == exchange) {
            return work;
        }
        Work fresh = newWork(exchange);
        exchange.setProperty(WITHOUT_UNIT_OF_WORK, fresh);
        return fresh;
    }

    private Work newWork(Exchange owner) {
        return new Work(origin + '/' + number.incrementAndGet(), owner);
    }

    /** What is counted together: the sends of a key, or else of an exchange, to a room. */
    private record Place(Object sender, RoomId room) {}

    private static final class Work {

        private final String key;
        private final Exchange owner;
        private final Map<Place, Integer> completed = new ConcurrentHashMap<>();
        private final Map<Place, byte[]> first = new ConcurrentHashMap<>();

        Work(String key, Exchange owner) {
            this.key = key;
            this.owner = owner;
        }

        int completed(Place place) {
            return completed.getOrDefault(place, 0);
        }

        /** The digest of what was tried first at a place, which is this one if nothing was. */
        byte[] first(Place place, byte[] digest) {
            return first.computeIfAbsent(place, none -> digest);
        }

        void complete(Place place) {
            completed.merge(place, 1, Integer::sum);
        }

        @Override
        public String toString() {
            return "Work[" + key + ']';
        }
    }

    /** A unit of work as itself, whatever it calls equal. */
    private static final class Identity {

        private final UnitOfWork unit;

        Identity(UnitOfWork unit) {
            this.unit = unit;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Identity identity && identity.unit == unit;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(unit);
        }
    }

    private final class Forget extends SynchronizationAdapter {

        private final Identity identity;

        Forget(Identity identity) {
            this.identity = Objects.requireNonNull(identity);
        }

        @Override
        public void onDone(Exchange exchange) {
            works.remove(identity);
        }

        @Override
        public boolean allowHandover() {
            return false;
        }
    }
}
