// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What clients keep at the homeserver, for a user or for a user's room: "Client Config". */
final class AccountData {
    /**
     * Whose data.
     *
     * @param roomId null for data of no room
     */
    record Owner(String userId, String roomId) {}

    /** One type's content. */
    record Entry(String type, ObjectNode content, long position) {}

    private final Stream stream;
    private final Map<Owner, Map<String, Entry>> data = new HashMap<>();

    AccountData(Stream stream) {
        this.stream = stream;
    }

    void set(Owner owner, String type, ObjectNode content) {
        data.computeIfAbsent(owner, unused -> new LinkedHashMap<>())
                .put(type, new Entry(type, content, stream.next()));
        stream.tell(owner.userId::equals);
    }

    Optional<ObjectNode> find(Owner owner, String type) {
        return Optional.ofNullable(data.getOrDefault(owner, Map.of()).get(type))
                .map(Entry::content);
    }

    List<Entry> since(Owner owner, long position) {
        return data.getOrDefault(owner, Map.of()).values().stream()
                .filter(entry -> entry.position > position)
                .toList();
    }
}
