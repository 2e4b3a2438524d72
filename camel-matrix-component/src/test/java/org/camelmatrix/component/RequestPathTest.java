// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a raw request may go. */
class RequestPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/_matrix/client/versions",
                "/_synapse/admin/v1/rooms?limit=5&order_by=name",
                "/_matrix/client/v3/rooms/!a..b:example.org/state/m.room.name/",
                "/_matrix/client/v3/rooms/%21room%3Aexample.org/event/%24a%2Fb",
                "/_matrix/client/v3/rooms/!room:example.org/state/org.example.a;b/50%25",
                "/_matrix/client/v3/directory/room/%23%E9%83%A8%E5%B1%8B%3Aexample.org",
                "/_matrix/client/v3/rooms/!room:example.org/state/x/.hidden..",
                "/_matrix/client/v3/user/@bot:example.org/account_data/org.example?x=../y"
            })
    void takesWhatIsBelowMatrixOrSynapse(String path) {
        assertThat(RequestPath.isValid(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/_matrix",
                "/_matrix/",
                "/_matrix/?x",
                "/other",
                "/_matrixes/client",
                "/_Matrix/client",
                "_matrix/client",
                "https://elsewhere.example/_matrix/client/versions",
                "//elsewhere.example/_matrix/client/versions",
                "@elsewhere.example/_matrix/client/versions",
                ":8448/_matrix/client/versions",
                "/_matrix//elsewhere.example",
                "/_matrix/../_admin",
                "/_matrix/..",
                "/_matrix/./client",
                "/_matrix/client/..?x",
                "/_matrix/client/%2e%2E/%2e%2e/secret",
                "/_matrix/client/.%2e/secret",
                "/_matrix/client/..%2f..%2fsecret",
                "/_matrix/client/a%2F..%2Fsecret",
                "/_matrix/client/%252e%252e/secret",
                "/_matrix/client/%25252e%25252e/secret",
                "/_matrix/client/%2525252e%2525252e/secret",
                "/_matrix/client/%252525252525252e%252525252525252e/secret",
                "/_matrix/client/a%2525252525252525252525252525252541",
                "/_matrix/..;/x",
                "/_matrix/client/..;a=b/x",
                "/_matrix/client/.;/x",
                "/_matrix/client/..%3b/x",
                "/_matrix/client/..%253Ba=b/x",
                "/_matrix/client/%2e%2e%3b",
                "/_matrix/;/x",
                "/_matrix/client/;a=b/../x",
                "/_matrix/client/%3bx",
                "/_matrix/client/...",
                "/_matrix/client/..%20/x",
                "/_matrix/client/%c0%ae%c0%ae/x",
                "/_matrix/client/%25u002e%25u002e/x",
                "/_matrix/client/%25zz/%2e%2e/x",
                "/_matrix/client/a%2f%2fb",
                "/_matrix/client/..%3Fx",
                "/_matrix/client/..%23x",
                "/_matrix/client/%2500",
                "/_matrix/client/a%255c..%255cb",
                "/_matrix/client/a%5c..%5cb",
                "/_matrix/client/a\\b",
                "/_matrix/client/%00",
                "/_matrix/client/a\nHost: elsewhere",
                "/_matrix/client/%0d%0aHost",
                "/_matrix/client/versions#fragment",
                "/_matrix/client/ver sions",
                "/_matrix/client/%zz",
                "/_matrix/client/%2",
                "/_matrix/client/versions?access_token=x",
                "/_matrix/client/versions?a=b&access%5Ftoken=x",
                "/_matrix/client/versions?a=b&ACCESS_TOKEN=x",
                "/_matrix/client/versions?a=b;access_token=x",
                "/_matrix/client/versions%3Faccess_token=x",
                "/_matrix/client/v3/ümlaut"
            })
    void takesNothingElse(String path) {
        assertThat(RequestPath.isValid(path)).isFalse();
    }

    @Test
    void takesNoPathWithoutEnd() {
        assertThat(RequestPath.isValid("/_matrix/" + "a".repeat(4000))).isTrue();
        assertThat(RequestPath.isValid("/_matrix/" + "a".repeat(1_000_000))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/_matrix/client/v3/rooms/!room:example.org/send/m.room.message/t",
                "/_matrix/client/v3/rooms/%21room%3Aexample.org/send/m.room.message/t?user_id=@a:b",
                "/_matrix/client/r0/rooms/!room:example.org/send/m.room.message",
                "/_matrix/client/api/v1/rooms/!room:example.org/send/m.room.message/t",
                "/_matrix/client/unstable/org.example/rooms/!room:example.org/send/m.room.message/t",
                "/_matrix/client/v3/rooms/!room:example.org/%73end/m.room.message/t",
                "/_matrix/client/v3/r%256foms/%2521room:example.org/%2573end/m.room.message/t"
            })
    void findsTheEventThatARequestSendsHoweverItIsEncoded(String path) {
        assertThat(RequestPath.sentEvent(path))
                .hasValueSatisfying(
                        event -> {
                            assertThat(event.room().value()).isEqualTo("!room:example.org");
                            assertThat(event.type()).isEqualTo("m.room.message");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/_matrix/client/v3/rooms/!room:example.org/state/m.room.name",
                "/_matrix/client/v3/rooms/!room:example.org/redact/$event/t",
                "/_matrix/client/v3/sendToDevice/m.room_key/t",
                "/_matrix/client/v3/rooms/!room:example.org/send",
                "/_matrix/client/v3/rooms/!/send/m.room.message/t",
                "/_matrix/client/v3/rooms/room/send/m.room.message/t",
                "/_matrix/client/versions"
            })
    void findsNoEventInOtherRequests(String path) {
        assertThat(RequestPath.sentEvent(path)).isEmpty();
    }

    @Test
    void takesNoTypeForAnotherThatServersWouldDecodeTwice() {
        assertThat(RequestPath.sentEvent("/_matrix/client/v3/rooms/!r:x/send/m%252Ereaction/t"))
                .hasValueSatisfying(event -> assertThat(event.type()).isEqualTo("m%2Ereaction"));
    }

    @Test
    void findsTheRoomThatARequestEncrypts() {
        String state = "/_matrix/client/v3/rooms/!room:example.org/state/";
        assertThat(RequestPath.encryptedRoom(state + "m.room.encryption")).isPresent();
        assertThat(RequestPath.encryptedRoom(state + "m.room.encryption/?x=y")).isPresent();
        assertThat(RequestPath.encryptedRoom(state + "m.room.encryption/other")).isEmpty();
        assertThat(RequestPath.encryptedRoom(state + "m.room.name")).isEmpty();
    }
}
