// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.camelmatrix.event.UserId;
import org.junit.jupiter.api.Test;

/** What a homeserver leaves out, which must be nothing that somebody wants. */
class SyncFilterTest {

    private static final UserId SELF = new UserId("@bot:x");

    @Test
    void letsTombstonesOfAllSendersThroughTheSync() {
        Interest bob = interest(Set.of("m.room.message"), Set.of("@bob:x"));
        JsonNode sync = SyncFilter.of(List.of(bob), null, SELF).at("/room/timeline");
        assertThat(sync.has("senders")).isFalse();
        assertThat(texts(sync.get("types"))).contains("m.room.tombstone", "m.room.message");
        assertThat(texts(SyncFilter.history(bob, SELF).get("senders"))).containsExactly("@bob:x");
    }

    @Test
    void letsThroughWhoIsRemovedAsTheAccountMayBe() {
        Interest texts = interest(Set.of("m.room.message"), Set.of());
        JsonNode sync = SyncFilter.of(List.of(texts), null, SELF).at("/room/timeline");
        assertThat(texts(sync.get("types"))).contains("m.room.member");
        assertThat(texts(SyncFilter.history(texts, SELF).get("types")))
                .doesNotContain("m.room.member");
    }

    @Test
    void asksForNoWildcardThatAHomeserverMayNotUnderstand() {
        Interest deploys = interest(Set.of("org.*.deploy", "m.room.message"), Set.of());
        JsonNode sync = SyncFilter.of(List.of(deploys), null, SELF).at("/room/timeline");
        assertThat(texts(sync.get("types")))
                .contains("org.*", "m.room.message", "m.room.encrypted", "m.room.tombstone");
        assertThat(SyncFilter.history(deploys, SELF).has("types")).isFalse();
        Interest any = interest(Set.of("*.deploy"), Set.of());
        assertThat(SyncFilter.of(List.of(any), null, SELF).at("/room/timeline").has("types"))
                .isFalse();
    }

    private static Interest interest(Set<String> types, Set<String> senders) {
        return new Interest(types, Set.of(), senders, true, false, false, false, null, false);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
