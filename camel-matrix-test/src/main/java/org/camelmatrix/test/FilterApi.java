// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Section "Filtering": each user's filters, by number. */
final class FilterApi {
    private static final String NUMBER = "[0-9]{1,9}";

    private final Map<String, List<ObjectNode>> filters = new HashMap<>();

    ObjectNode create(Call call) {
        ObjectNode filter = call.json();
        requireOwn(call, "create");
        SyncFilter.of(filter);
        List<ObjectNode> own = filters.computeIfAbsent(call.user(), unused -> new ArrayList<>());
        if (!own.contains(filter)) {
            own.add(filter);
        }
        return Json.object().put("filter_id", String.valueOf(own.indexOf(filter)));
    }

    ObjectNode get(Call call) {
        requireOwn(call, "get");
        if (!call.path("filterId").matches(NUMBER)) {
            throw MatrixError.unknown(400, "Invalid filter_id");
        }
        int number = Integer.parseInt(call.path("filterId"));
        List<ObjectNode> own = filters.getOrDefault(call.user(), List.of());
        if (number >= own.size()) {
            throw MatrixError.notFound("No such filter");
        }
        return own.get(number);
    }

    /** The filter that {@code /sync} names, by its id or as JSON. */
    SyncFilter ofSync(Call call) {
        String filter = call.query("filter").orElse("");
        if (filter.isEmpty()) {
            return SyncFilter.ANY;
        }
        if (filter.startsWith("{")) {
            return SyncFilter.of(SyncFilter.parse(filter));
        }
        if (!filter.matches(NUMBER)) {
            throw MatrixError.invalidParam("Invalid filter ID");
        }
        int number = Integer.parseInt(filter);
        List<ObjectNode> own = filters.getOrDefault(call.user(), List.of());
        if (number >= own.size()) {
            throw MatrixError.invalidParam("No such filter");
        }
        return SyncFilter.of(own.get(number));
    }

    private static void requireOwn(Call call, String action) {
        if (!call.path("userId").equals(call.user())) {
            throw MatrixError.forbidden("Cannot " + action + " filters for other users");
        }
    }
}
