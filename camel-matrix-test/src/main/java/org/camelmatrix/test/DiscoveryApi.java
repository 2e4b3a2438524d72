// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Section "Server Discovery". */
final class DiscoveryApi {
    private DiscoveryApi() {}

    static ObjectNode wellKnown(Call call) {
        ObjectNode answer = Json.object();
        answer.putObject("m.homeserver").put("base_url", call.baseUrl() + "/");
        return answer;
    }

    static ObjectNode versions(MediaEndpoints media) {
        ObjectNode answer = Json.object();
        ArrayNode versions = answer.putArray("versions");
        for (int minor = 1; minor <= media.newestMinorVersion(); minor++) {
            versions.add("v1." + minor);
        }
        answer.putObject("unstable_features");
        return answer;
    }
}
