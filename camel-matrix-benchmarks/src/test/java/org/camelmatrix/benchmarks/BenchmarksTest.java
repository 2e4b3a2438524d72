// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is measured only now and then has to work whenever that is. */
@ExtendWith(MatrixHomeserverExtension.class)
class BenchmarksTest {

    private static Arguments arguments(
            MatrixHomeserver homeserver, TestAccount account, String room, String... more) {
        String[] all = new String[more.length + 3];
        all[0] = "token=" + account.accessToken();
        all[1] = "room=" + room;
        all[2] = homeserver.url().toString();
        System.arraycopy(more, 0, all, 3, more.length);
        return Arguments.of(all);
    }

    @Test
    void sendsEachMessageOnceAndTellsWhatItCost(MatrixHomeserver homeserver) throws Exception {
        TestAccount account = homeserver.register("bot", "secret");
        String room = homeserver.createRoom(account);
        Arguments given = arguments(homeserver, account, room, "7", "3");

        Measurement measured = Send.run(given, Homeserver.of(given));

        assertThat(homeserver.messages(room))
                .extracting(message -> message.body().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 7).mapToObj(Text.PLAIN::of).toList());
        assertThat(measured.toJson())
                .startsWith("{\"messages\":7,\"seconds\":")
                .contains("\"cpu_us_per_msg\":", "\"p99_us\":")
                .endsWith("}");
    }

    @Test
    void makesContentAndTransactionIdAsTheComponentDoes() {
        MessageBenchmark message = new MessageBenchmark();
        message.text = Text.MARKDOWN;
        message.prepare();

        assertThat(message.content().events().get(0).content().path("formatted_body").asText())
                .contains("<table><thead><tr><th>test</th>", "<em>first</em>");
        assertThat(message.request().value()).isEqualTo("$143273582443PhrSn");
    }

    @Test
    void readsAThousandEventsInTenRooms() {
        assertThat(new SyncBenchmark().read().joined())
                .hasSize(10)
                .allSatisfy(room -> assertThat(room.timeline().events()).hasSize(100));
    }
}
