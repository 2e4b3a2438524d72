// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RouterTest {
    private static final String ROOMS = "/_matrix/client/v3/rooms/";

    private final Router router = new Router();

    @Test
    void findsEveryEndpointByItsOwnTemplate() {
        for (Endpoint endpoint : Endpoint.values()) {
            String path = endpoint.path().replaceAll("\\{[^}]*}", "x");
            assertThat(router.match(endpoint.method(), path).endpoint()).contains(endpoint);
        }
    }

    @Test
    void decodesEachSegmentAfterSplitting() {
        Router.Match match =
                router.match("PUT", ROOMS + "%21a%2Fb%3Ac/send/m.room.message/x+y%20%C3%BC%2B");

        assertThat(match.endpoint()).contains(Endpoint.SEND);
        assertThat(match.parameters())
                .containsEntry("roomId", "!a/b:c")
                .containsEntry("txnId", "x+y ü+");
    }

    @Test
    void takesAnEmptyStateKeyWithAndWithoutSlash() {
        for (String path : new String[] {"!a/state/m.room.name", "!a/state/m.room.name/"}) {
            Router.Match match = router.match("GET", ROOMS + path);
            assertThat(match.endpoint()).contains(Endpoint.STATE);
            assertThat(match.parameters()).containsEntry("stateKey", "");
        }
    }

    @Test
    void tellsAWrongMethodFromAnUnknownPath() {
        Router.Match wrongMethod = router.match("DELETE", Endpoint.WHOAMI.path());
        assertThat(wrongMethod.endpoint()).isEmpty();
        assertThat(wrongMethod.pathIsKnown()).isTrue();
        assertThat(router.match("GET", "/_matrix/client/v3/nosuch").pathIsKnown()).isFalse();
        assertThat(router.match("POST", ROOMS + "/join").pathIsKnown()).isFalse();
    }
}
