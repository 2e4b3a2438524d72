// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.camelmatrix.component.MatrixComponent;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixStore;
import org.camelmatrix.store.FileStateStore;

/**
 * A process of its own that signs in with a password and sends numbered messages, until its
 * standard input ends or it kills itself at the change of the session that it is told. Then it
 * prints how many it has sent.
 */
final class SenderProcess {

    private SenderProcess() {}

    /**
     * @param arguments the homeserver, the user, the password, the room, the session file, what to
     *     write before the numbers, and {@code never}, or {@code before} or {@code after} and the
     *     number of the write to the session file at which to die
     */
    public static void main(String[] arguments) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        MatrixConfiguration options =
                camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
        options.setHomeserverUrl(arguments[0]);
        options.setUserId(arguments[1]);
        options.setPassword(arguments[2]);
        if (arguments[6].equals("never")) {
            options.setSessionStore(MatrixStore.of(arguments[4]));
        } else {
            options.setSessionStore(
                    MatrixStore.of(
                            new DyingRepository(
                                    Path.of(arguments[4]),
                                    arguments[6].equals("before"),
                                    Integer.parseInt(arguments[7]))));
        }
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").to("matrix:" + arguments[3]);
                    }
                });
        camel.start();
        System.out.println("started");
        int sent = 0;
        while (System.in.available() == 0) {
            String body = arguments[5] + sent;
            Exchange exchange =
                    camel.createProducerTemplate()
                            .send("direct:in", each -> each.getMessage().setBody(body));
            if (exchange.getException() != null) {
                exchange.getException().printStackTrace();
                System.exit(1);
            }
            sent++;
        }
        System.out.println(sent);
        camel.stop();
    }

    /** The session file, with a death at one of its writes. */
    private static final class DyingRepository extends ServiceSupport
            implements StateRepository<String, String> {

        private final FileStateStore file;
        private final boolean before;
        private final int fatal;
        private final AtomicInteger writes = new AtomicInteger();

        DyingRepository(Path file, boolean before, int fatal) {
            this.file = new FileStateStore(file);
            this.before = before;
            this.fatal = fatal;
        }

        @Override
        public void setState(String key, String value) {
            boolean last = writes.incrementAndGet() == fatal;
            if (last && before) {
                die();
            }
            file.put(key, value);
            if (last) {
                die();
            }
        }

        @Override
        public String getState(String key) {
            return file.get(key).orElse(null);
        }

        private static void die() {
            try {
                new ProcessBuilder("kill", "-9", String.valueOf(ProcessHandle.current().pid()))
                        .start()
                        .waitFor();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
