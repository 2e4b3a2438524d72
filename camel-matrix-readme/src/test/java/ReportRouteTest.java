// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MatrixHomeserverExtension.class)
class ReportRouteTest {
    @Test
    void reportsToTheRoom(MatrixHomeserver homeserver) throws Exception {
        TestAccount bot = homeserver.register("bot", "secret");
        String room = homeserver.createRoom(bot);
        String account = "?homeserverUrl=" + homeserver.url() + "&accessToken=" + bot.accessToken();
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new ReportRoute("matrix:" + room + account));
            camel.start();
            camel.createProducerTemplate().sendBody("direct:report", "**done**");
        }
        assertThat(homeserver.messages(room).get(0).body()).contains("**done**");
    }
}
