// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.stream.Stream;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.camelmatrix.internal.outgoing.TransactionId;
import org.junit.jupiter.api.Test;

class ArrivalTest {

    private static final UserId BOT = new UserId("@bot:example.org");
    private static final RoomId ROOM = new RoomId("!room");
    private static final SendPlan PLAN = plan("m.room.message", "text");

    @Test
    void givesTheSameIdToTheSameArrival() {
        assertThat(id(new Arrival.Passing("E1", 0), PLAN))
                .isEqualTo(id(new Arrival.Passing("E1", 0), plan("m.room.message", "text")));
    }

    @Test
    void givesAnotherIdToEveryOther() {
        Arrival first = new Arrival.Passing("E1", 0);
        List<TransactionId> ids =
                Stream.of(
                                id(first, PLAN),
                                id(new Arrival.Passing("E2", 0), PLAN),
                                id(new Arrival.Passing("E11", 0), PLAN),
                                id(new Arrival.Passing("E1", 1), PLAN),
                                first.transactionId(
                                        new UserId("@b:c"), ROOM, PLAN, PLAN.digest(), 0),
                                first.transactionId(
                                        BOT, new RoomId("!other"), PLAN, PLAN.digest(), 0),
                                first.transactionId(BOT, ROOM, PLAN, PLAN.digest(), 1),
                                id(first, plan("m.reaction", "text")),
                                id(first, plan("m.room.message", "other")),
                                id(new Arrival.Lasting("E1", "", "", 0, false), PLAN))
                        .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).allSatisfy(id -> assertThat(id.value()).matches("[A-Za-z0-9_-]{24}"));
    }

    @Test
    void takesTheFirstMessageOfAKeyForTheSameWhateverIsInIt() {
        Arrival first = new Arrival.Lasting("order 7", "to1", "", 0, false);
        assertThat(id(first, plan("m.room.message", "sent at 12:01")))
                .isEqualTo(id(first, plan("m.room.message", "sent at 12:00")));
    }

    @Test
    void tellsTheMessagesOfAKeyApartWhereItMayStandForSeveral() {
        SendPlan other = plan("m.room.message", "other");
        Arrival second = new Arrival.Lasting("order 7", "to1", "", 1, false);
        Arrival part = new Arrival.Lasting("order 7", "to1", "CamelSplitIndex=1 ", 0, false);
        assertThat(
                        List.of(
                                id(new Arrival.Lasting("order 7", "to1", "", 0, false), PLAN),
                                id(new Arrival.Lasting("order 8", "to1", "", 0, false), PLAN),
                                id(new Arrival.Lasting("order 7", "to2", "", 0, false), PLAN),
                                id(second, PLAN),
                                id(second, other),
                                id(new Arrival.Lasting("order 7", "to1", "", 0, true), PLAN),
                                id(new Arrival.Lasting("order 7", "to1", "", 0, true), other),
                                id(part, PLAN),
                                id(part, other)))
                .doesNotHaveDuplicates();
    }

    private static TransactionId id(Arrival arrival, SendPlan plan) {
        return arrival.transactionId(BOT, ROOM, plan, plan.digest(), 0);
    }

    private static SendPlan plan(String type, String body) {
        return SendPlan.Events.of(
                new OutgoingEvent(type, JsonNodeFactory.instance.objectNode().put("body", body)));
    }
}
