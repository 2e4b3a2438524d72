// SPDX-License-Identifier: Apache-2.0
import org.apache.camel.builder.RouteBuilder;

class ReportRoute extends RouteBuilder {
    private final String room;

    ReportRoute(String room) {
        this.room = room;
    }

    @Override
    public void configure() {
        from("direct:report").to(room);
    }
}
