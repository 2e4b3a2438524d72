package org.camelmatrix.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real Synapse, which the project's test bed starts, behind a proxy that sees every request. */
final class Synapse extends Homeserver {

    private final Path testbed;
    private final Path state;
    private final Map<String, String> facts;
    private final WireMockServer proxy =
            new WireMockServer(
                    options()
                            .dynamicPort()
                            .bindAddress("127.0.0.1")
                            .containerThreads(100)
                            .disableRequestJournal());

    /**
     * A Synapse of its own kind.
     *
     * @param name of its state below the build's folder
     * @param options further options of {@code testbed/synapse up}
     */
    Synapse(String name, String... options) throws IOException, InterruptedException {
        testbed = Path.of(System.getProperty("matrix.testbed")).toAbsolutePath();
        state = Path.of("target", name).toAbsolutePath();
        run("down", "--wipe", "--dir", state.toString());
        List<String> up = new ArrayList<>(List.of("up", "--dir", state.toString()));
        up.addAll(List.of(options));
        facts = run(up.toArray(String[]::new));
        proxy.start();
        proxy.stubFor(
                any(anyUrl()).willReturn(aResponse().proxiedFrom(facts.get("HOMESERVER_URL"))));
        watch(proxy);
    }

    private Map<String, String> run(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(testbed.resolve("synapse").toString());
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("testbed/synapse " + arguments[0] + " failed");
        }
        Map<String, String> values = new HashMap<>();
        output.lines()
                .map(line -> line.split("=", 2))
                .forEach(pair -> values.put(pair[0], pair[1]));
        return values;
    }

    WireMockServer proxy() {
        return proxy;
    }

    /** The test bed's folder, which has a second client as well. */
    Path testbed() {
        return testbed;
    }

    /** Synapse itself, without the proxy. */
    URI directUrl() {
        return URI.create(facts.get("HOMESERVER_URL"));
    }

    @Override
    URI url() {
        return URI.create("http://127.0.0.1:" + proxy.port());
    }

    @Override
    Tls tls() {
        return new Tls(
                URI.create(facts.get("HOMESERVER_TLS_URL")).getPort(),
                Path.of(facts.get("TLS_TRUSTSTORE")),
                facts.get("TLS_STORE_PASSWORD"));
    }

    @Override
    public void close() {
        proxy.stop();
        try {
            run("down", "--dir", state.toString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("Synapse is not stopped", e);
        }
    }
}
