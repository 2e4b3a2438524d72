package org.camelmatrix.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.stream.Stream;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.TransactionId;
import org.camelmatrix.event.UserId;
import org.junit.jupiter.api.Test;

class ArrivalTest {

    private static final UserId BOT = new UserId("@bot:example.org");
    private static final RoomId ROOM = new RoomId("!room");
    private static final OutgoingEvent EVENT = event("m.room.message", "text");

    @Test
    void givesTheSameIdToTheSameArrival() {
        assertThat(new Arrival("E1", 0).transactionId(BOT, ROOM, EVENT))
                .isEqualTo(
                        new Arrival("E1", 0)
                                .transactionId(BOT, ROOM, event("m.room.message", "text")));
    }

    @Test
    void givesAnotherIdToEveryOther() {
        List<TransactionId> ids =
                Stream.of(
                                new Arrival("E1", 0).transactionId(BOT, ROOM, EVENT),
                                new Arrival("E2", 0).transactionId(BOT, ROOM, EVENT),
                                new Arrival("E11", 0).transactionId(BOT, ROOM, EVENT),
                                new Arrival("E1", 1).transactionId(BOT, ROOM, EVENT),
                                new Arrival("E1", 0).transactionId(new UserId("@b:c"), ROOM, EVENT),
                                new Arrival("E1", 0)
                                        .transactionId(BOT, new RoomId("!other"), EVENT),
                                new Arrival("E1", 0)
                                        .transactionId(BOT, ROOM, event("m.reaction", "text")),
                                new Arrival("E1", 0)
                                        .transactionId(BOT, ROOM, event("m.room.message", "other")))
                        .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).allSatisfy(id -> assertThat(id.value()).matches("[A-Za-z0-9_-]{24}"));
    }

    private static OutgoingEvent event(String type, String body) {
        return new OutgoingEvent(type, JsonNodeFactory.instance.objectNode().put("body", body));
    }
}
