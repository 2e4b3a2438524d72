package org.camelmatrix.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SendPlanTest {

    @Test
    void givesTheSameDigestToTheSameContent() {
        assertThat(events("one", "two").digest()).isEqualTo(events("one", "two").digest());
        assertThat(file("text", "message.md", "body").digest())
                .isEqualTo(file("text", "message.md", "body").digest());
    }

    @Test
    void givesAnotherDigestToAnyOther() {
        Stream<SendPlan> plans =
                Stream.of(
                        events("one"),
                        events("two"),
                        events("one", "two"),
                        events("two", "one"),
                        events("one", "three"),
                        SendPlan.Events.of(event("m.reaction", "one")),
                        file("text", "message.md", "one"),
                        file("other", "message.md", "one"),
                        file("text", "message.txt", "one"),
                        file("text", "message.md", "two"));
        assertThat(plans.map(plan -> HexFormat.of().formatHex(plan.digest())))
                .doesNotHaveDuplicates();
    }

    @Test
    void pointsToTheFileOnceItIsKept() {
        SendPlan.FileThenEvent plan = file("text", "message.md", "body");
        byte[] before = plan.digest();
        assertThat(plan.event("mxc://a/b").content())
                .hasToString("{\"body\":\"body\",\"url\":\"mxc://a/b\"}");
        assertThat(plan.event("mxc://a/c").content().get("url").asText()).isEqualTo("mxc://a/c");
        assertThat(plan.digest()).as("whatever URI the homeserver gives").isEqualTo(before);
    }

    private static SendPlan events(String... bodies) {
        return new SendPlan.Events(
                List.of(bodies).stream().map(body -> event("m.room.message", body)).toList());
    }

    private static SendPlan.FileThenEvent file(String text, String name, String body) {
        return new SendPlan.FileThenEvent(
                text.getBytes(StandardCharsets.UTF_8),
                name,
                "text/plain",
                event("m.room.message", body));
    }

    private static OutgoingEvent event(String type, String body) {
        return new OutgoingEvent(type, JsonNodeFactory.instance.objectNode().put("body", body));
    }
}
