// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The form of an event id that is safe as the name of a file. */
class EventIdTest {

    private static final String OF_TODAY = "acR1l0raoZnm60CBwAVgqbZqoO_mYU81xysh1u7XcJk";

    @Test
    void keepsAnIdOfTodaysRooms() {
        assertThat(new EventId('$' + OF_TODAY).fileName()).isEqualTo(OF_TODAY);
    }

    @Test
    void takesADigestOfAnyOther() {
        List<String> ids =
                List.of(
                        "$143273582443PhrSn:example.org",
                        "$Rqnc-F-dvnEYJTyHq_iKxU2bZ1CI92+kuZq3a5lr5Zg",
                        "$Rqnc/F-dvnEYJTyHq_iKxU2bZ1CI92-kuZq3a5lr5Zg",
                        "$-" + OF_TODAY.substring(1),
                        "$" + OF_TODAY + "x",
                        "$..",
                        "$../../etc/passwd:example.org",
                        "$CON",
                        "$.hidden:x",
                        "$" + "漢".repeat(84),
                        "$a*b?<c>|\"");
        assertThat(ids)
                .extracting(id -> new EventId(id).fileName())
                .allMatch(name -> name.matches("[0-9a-f]{64}"))
                .doesNotHaveDuplicates();
        assertThat(ids.stream().map(id -> new EventId(id).fileName()).collect(Collectors.toSet()))
                .hasSize(ids.size());
    }
}
