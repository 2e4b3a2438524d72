// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.camelmatrix.event.MessageType;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.SendPlan;

/** A text that was split, and what its parts show. */
record Split(List<JsonNode> parts) {

    private static final int EVENT = 65_536;
    private static final MessageComposer COMPOSER = new MessageComposer();

    static Split of(String text, MessageFormat format) {
        SendPlan plan = COMPOSER.plan(text, format, MessageType.NOTICE, Oversize.SPLIT);
        assertThat(plan).isInstanceOf(SendPlan.Events.class);
        Split split =
                new Split(
                        ((SendPlan.Events) plan)
                                .parts().stream().<JsonNode>map(OutgoingEvent::content).toList());
        assertThat(split.parts)
                .allSatisfy(
                        part -> {
                            assertThat(part.get("msgtype").asText()).isEqualTo("m.notice");
                            assertThat(part.get("m.mentions").toString()).isEqualTo("{}");
                            assertThat(part.get("body").asText()).isNotBlank();
                            assertThat(part.toString().getBytes(StandardCharsets.UTF_8).length)
                                    .as("bytes, less what the homeserver adds")
                                    .isLessThan(EVENT - 4_000);
                        });
        return split;
    }

    List<String> bodies() {
        return parts.stream().map(part -> part.get("body").asText()).toList();
    }

    /** The HTML of the parts; the body where a part has none. */
    List<String> html() {
        return parts.stream()
                .map(part -> part.path("formatted_body").asText(part.get("body").asText()))
                .toList();
    }

    /** All of the text, without white space. */
    String letters() {
        return letters(String.join("", bodies()));
    }

    static String letters(String text) {
        return text.replaceAll("\\s+", "");
    }
}
