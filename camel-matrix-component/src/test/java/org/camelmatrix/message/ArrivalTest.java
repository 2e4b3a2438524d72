package org.camelmatrix.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.TransactionId;
import org.camelmatrix.event.UserId;
import org.junit.jupiter.api.Test;

class ArrivalTest {

    private static final UserId BOT = new UserId("@bot:example.org");
    private static final RoomId ROOM = new RoomId("!room");

    @Test
    void givesTheSameIdToTheSameArrival() {
        assertThat(id(new Arrival("E1", "", 0), BOT, ROOM, "m.room.message"))
                .isEqualTo(id(new Arrival("E1", "", 0), BOT, ROOM, "m.room.message"));
    }

    @Test
    void givesAnotherIdToEveryOther() {
        List<TransactionId> ids =
                Stream.of(
                                id(new Arrival("E1", "", 0), BOT, ROOM, "m.room.message"),
                                id(new Arrival("E2", "", 0), BOT, ROOM, "m.room.message"),
                                id(new Arrival("E1", "1", 0), BOT, ROOM, "m.room.message"),
                                id(new Arrival("E11", "", 0), BOT, ROOM, "m.room.message"),
                                id(new Arrival("E1", "", 1), BOT, ROOM, "m.room.message"),
                                id(
                                        new Arrival("E1", "", 0),
                                        new UserId("@b:c"),
                                        ROOM,
                                        "m.room.message"),
                                id(
                                        new Arrival("E1", "", 0),
                                        BOT,
                                        new RoomId("!other"),
                                        "m.room.message"),
                                id(new Arrival("E1", "", 0), BOT, ROOM, "m.reaction"))
                        .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).allSatisfy(id -> assertThat(id.value()).matches("[A-Za-z0-9_-]{24}"));
    }

    private static TransactionId id(Arrival arrival, UserId user, RoomId room, String type) {
        return arrival.transactionId(user, room, type);
    }
}
