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
 * Tells the messages of exchanges apart, so that a second {@code to} the same room is a second
 * message and a retry is not.
 *
 * <p>Sends are counted per unit of work, because Camel reuses exchange ids. The count is not an
 * exchange property: some EIPs (a copying loop, a failover) restore old properties, and a lower
 * count would repeat a transaction id. Any thread may call.
 */
final class Arrivals {

    private static final String WITHOUT_UNIT_OF_WORK = "CamelMatrixArrivals";

    private final String origin = UUID.randomUUID().toString();
    private final AtomicLong number = new AtomicLong();
    private final Map<Identity, Work> works = new ConcurrentHashMap<>();

    /**
     * The identity of a send in each room that it may go to. It stays the same until a send to that
     * room is completed. The function decides once for each room and then keeps the result, because
     * a late retry may run after the exchange has ended (such as when the waiting thread was
     * interrupted).
     *
     * @param key the message's own key, or null
     * @param digest the digest of its content
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

    /** Counts a completed send of the exchange to a room. */
    void completed(Exchange exchange, RoomId room, MessageKey key) {
        work(exchange).complete(place(exchange.getExchangeId(), room, key));
    }

    private static Place place(String exchangeId, RoomId room, MessageKey key) {
        return new Place(key == null ? exchangeId : key, room);
    }

    /** How many units of work are remembered. A unit of work that ends is removed. */
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

    /**
     * An exchange outside of a route keeps its count in a property, which its copies do not use.
     */
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

    /** The key of a count: the sends of a message key, or else of an exchange, to a room. */
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

        /**
         * The digest of the first try at a place; the given one becomes the first if there was
         * none.
         */
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

    /** A unit of work, compared by identity. */
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
