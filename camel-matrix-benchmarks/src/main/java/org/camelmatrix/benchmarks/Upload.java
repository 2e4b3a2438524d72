// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Sends a file to a room, and prints how fast: {@code Upload [from=…] URL FILE}. {@code from} is
 * what the body is: {@code file} (default), {@code genericFile} of Camel's file component, or
 * {@code stream}, whose length the header Content-Length tells.
 */
public final class Upload {

    private Upload() {}

    public static void main(String[] arguments) throws Exception {
        Arguments given = Arguments.of(arguments);
        System.out.println(run(given));
        System.out.flush();
        System.exit(0);
    }

    static String run(Arguments given) throws Exception {
        File file = new File(given.text(1)).getAbsoluteFile();
        String uri = Homeserver.of(given).endpoint("");
        ProcessorTime before = ProcessorTime.now();
        long began = System.nanoTime();
        try (CamelContext camel = new DefaultCamelContext()) {
            switch (given.option("from", "file")) {
                case "file" -> send(camel, uri, file, file, null);
                case "stream" -> {
                    try (var stream = Files.newInputStream(file.toPath())) {
                        send(camel, uri, file, stream, file.length());
                    }
                }
                case "genericFile" -> consume(camel, uri, file.toPath());
                default -> throw new IllegalArgumentException(given.option("from", ""));
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            double processor = ProcessorTime.now().since(before).all() / 1e9;
            return String.format(
                    Locale.ROOT,
                    "{\"bytes\":%d,\"seconds\":%.4f,\"mb_per_s\":%.1f,\"cpu_s\":%.3f}",
                    file.length(),
                    seconds,
                    file.length() / 1e6 / seconds,
                    processor);
        }
    }

    private static void send(CamelContext camel, String uri, File file, Object body, Long length)
            throws Exception {
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:files").streamCache("false").to(uri);
                    }
                });
        camel.start();
        ProducerTemplate template = camel.createProducerTemplate();
        Exchange exchange =
                template.send(
                        "direct:files",
                        each -> {
                            each.getMessage().setBody(body);
                            each.getMessage().setHeader(Exchange.FILE_NAME, file.getName());
                            if (length != null) {
                                each.getMessage().setHeader(Exchange.CONTENT_LENGTH, length);
                            }
                        });
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    private static void consume(CamelContext camel, String uri, Path file) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        AtomicReference<Exception> failure = new AtomicReference<>();
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        onException(Exception.class)
                                .process(
                                        each -> {
                                            failure.set(
                                                    each.getProperty(
                                                            Exchange.EXCEPTION_CAUGHT,
                                                            Exception.class));
                                            done.countDown();
                                        });
                        from("file:"
                                        + file.getParent()
                                        + "?noop=true&initialDelay=0&fileName="
                                        + file.getFileName())
                                .to(uri)
                                .process(each -> done.countDown());
                    }
                });
        camel.start();
        done.await();
        if (failure.get() != null) {
            throw failure.get();
        }
    }
}
