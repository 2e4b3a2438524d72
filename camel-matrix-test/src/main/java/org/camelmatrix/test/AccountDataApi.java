// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Section "Client Config". */
final class AccountDataApi {
    /** What clients set by other endpoints. */
    private static final Set<String> OF_THE_SERVER = Set.of("m.fully_read", "m.push_rules");

    private final AccountData data;

    AccountDataApi(AccountData data) {
        this.data = data;
    }

    ObjectNode get(Call call) {
        requireOwn(call, "get");
        return data.find(owner(call), call.path("type"))
                .orElseThrow(() -> MatrixError.notFound("Account data not found"));
    }

    ObjectNode set(Call call) {
        requireOwn(call, "add");
        ObjectNode content = call.json();
        String type = call.path("type");
        if (OF_THE_SERVER.contains(type)) {
            throw MatrixError.of(405, "M_BAD_JSON", "Cannot set " + type + " through this API.");
        }
        data.set(owner(call), type, content);
        return Json.object();
    }

    private static AccountData.Owner owner(Call call) {
        String roomId = call.path("roomId");
        if (roomId != null && !roomId.startsWith("!")) {
            throw MatrixError.invalidParam(roomId + " is not a valid room ID");
        }
        return new AccountData.Owner(call.user(), roomId);
    }

    private static void requireOwn(Call call, String action) {
        if (!call.path("userId").equals(call.user())) {
            throw MatrixError.forbidden("Cannot " + action + " account data for other users.");
        }
    }
}
