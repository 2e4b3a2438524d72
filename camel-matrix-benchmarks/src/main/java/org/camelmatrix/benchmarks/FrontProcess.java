// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A {@link Front} in a process of its own, so that it costs the measured one nothing. */
public final class FrontProcess implements AutoCloseable {

    private final Process process;
    private final String url;

    private FrontProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static FrontProcess start(String homeserver, int rooms) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process =
                new ProcessBuilder(
                                java,
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                FrontProcess.class.getName(),
                                homeserver,
                                Integer.toString(rooms))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader said = process.inputReader();
        return new FrontProcess(process, said.readLine());
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
    }

    /**
     * {@code URL ROOMS}; the process ends when its standard input ends, that is when its parent
     * process ends.
     */
    public static void main(String[] arguments) throws Exception {
        URI homeserver = URI.create(arguments[0]);
        int rooms = Integer.parseInt(arguments[1]);
        try (Front front = new Front(homeserver, rooms, (first, came, answered, status) -> {})) {
            System.out.println(front.url());
            while (System.in.read() >= 0) {
                // nothing is said there
            }
        }
    }
}
