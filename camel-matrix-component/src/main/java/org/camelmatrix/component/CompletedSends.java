package org.camelmatrix.component;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.camelmatrix.event.RoomId;

/**
 * Counts the sends that each exchange has completed to each room: the number that makes a second
 * {@code to} the same room a second message.
 *
 * <p>By the exchange's id and not in the exchange, as Camel goes on with the properties from before
 * after some copies that keep the id (a copying loop, a failover), and a count that falls back
 * would swallow a message. Any thread may call.
 */
final class CompletedSends {

    private static final String WITHOUT_UNIT_OF_WORK = "CamelMatrixCompletedSends";

    private final Map<String, Map<RoomId, Integer>> counts = new ConcurrentHashMap<>();

    int to(RoomId room, Exchange exchange) {
        Map<RoomId, Integer> sends =
                exchange.getUnitOfWork() != null
                        ? counts.get(exchange.getExchangeId())
                        : property(exchange);
        return sends == null ? 0 : sends.getOrDefault(room, 0);
    }

    void add(RoomId room, Exchange exchange) {
        sends(exchange).merge(room, 1, Integer::sum);
    }

    /** How many exchanges are remembered; none once they are done. */
    int size() {
        return counts.size();
    }

    private Map<RoomId, Integer> sends(Exchange exchange) {
        if (exchange.getUnitOfWork() == null) {
            Map<RoomId, Integer> sends = property(exchange);
            if (sends == null) {
                sends = new ConcurrentHashMap<>();
                exchange.setProperty(WITHOUT_UNIT_OF_WORK, sends);
            }
            return sends;
        }
        return counts.computeIfAbsent(
                exchange.getExchangeId(),
                id -> {
                    exchange.getExchangeExtension().addOnCompletion(new Forget(id));
                    return new ConcurrentHashMap<>();
                });
    }

    @SuppressWarnings("unchecked")
    private static Map<RoomId, Integer> property(Exchange exchange) {
        return exchange.getProperty(WITHOUT_UNIT_OF_WORK, Map.class);
    }

    private final class Forget extends SynchronizationAdapter {

        private final String exchangeId;

        Forget(String exchangeId) {
            this.exchangeId = exchangeId;
        }

        @Override
        public void onDone(Exchange exchange) {
            counts.remove(exchangeId);
        }

        @Override
        public boolean allowHandover() {
            return false;
        }
    }
}
