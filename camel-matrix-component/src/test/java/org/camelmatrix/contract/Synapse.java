// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A real Synapse, which the project's test bed starts, behind a proxy that sees every request. */
final class Synapse extends Homeserver {

    private final Path testbed;
    private final Path state;
    private final String[] up;
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
        run("synapse", "down", "--wipe", "--dir", state.toString());
        List<String> arguments = new ArrayList<>(List.of("up", "--dir", state.toString()));
        arguments.addAll(List.of(options));
        up = arguments.toArray(String[]::new);
        facts = run("synapse", up);
        proxy.start();
        proxy.stubFor(
                any(anyUrl()).willReturn(aResponse().proxiedFrom(facts.get("HOMESERVER_URL"))));
        watch(proxy);
    }

    /** Ends it with SIGKILL, as a crash would. */
    void kill() throws IOException, InterruptedException {
        run("synapse", "down", "--kill", "--dir", state.toString());
    }

    /** Starts it again after {@link #kill()}: the same URL, accounts, rooms and tokens. */
    void restart() throws IOException, InterruptedException {
        Map<String, String> restarted = run("synapse", up);
        if (!restarted.get("HOMESERVER_URL").equals(facts.get("HOMESERVER_URL"))) {
            throw new IllegalStateException(
                    "Synapse has moved to " + restarted.get("HOMESERVER_URL"));
        }
    }

    private Map<String, String> run(String program, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(testbed.resolve(program).toString());
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("testbed/" + program + ' ' + arguments[0] + " failed");
        }
        Map<String, String> values = new HashMap<>();
        output.lines()
                .map(line -> line.split("=", 2))
                .forEach(pair -> values.put(pair[0], pair[1]));
        return values;
    }

    /** An administrator, made with the registration secret (Synapse's own API). */
    Person registerAdmin() throws GeneralSecurityException {
        String path = "/_synapse/admin/v1/register";
        Person nobody = new Person(directUrl(), null, null, null, null);
        String nonce = nobody.call("GET", path, null).get("nonce").asText();
        String name = "admin" + System.nanoTime();
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(
                new SecretKeySpec(
                        facts.get("REGISTRATION_SHARED_SECRET").getBytes(StandardCharsets.UTF_8),
                        "HmacSHA1"));
        byte[] signed =
                mac.doFinal(
                        String.join("\0", nonce, name, "secret", "admin")
                                .getBytes(StandardCharsets.UTF_8));
        JsonNode answer =
                nobody.call(
                        "POST",
                        path,
                        Map.of(
                                "nonce",
                                nonce,
                                "username",
                                name,
                                "password",
                                "secret",
                                "admin",
                                true,
                                "mac",
                                HexFormat.of().formatHex(signed)));
        return new Person(
                directUrl(),
                answer.get("user_id").asText(),
                "secret",
                answer.get("device_id").asText(),
                answer.get("access_token").asText());
    }

    /** Starts pantalaimon, a proxy that encrypts, in front of it. Returns its URL. */
    URI startPantalaimon() throws IOException, InterruptedException {
        run("pantalaimon", "down", "--wipe", "--dir", pantalaimon().toString());
        Map<String, String> started =
                run(
                        "pantalaimon",
                        "up",
                        "--homeserver",
                        directUrl().toString(),
                        "--dir",
                        pantalaimon().toString());
        return URI.create(started.get("PROXY_URL"));
    }

    void stopPantalaimon() throws IOException, InterruptedException {
        run("pantalaimon", "down", "--dir", pantalaimon().toString());
    }

    private Path pantalaimon() {
        return state.resolveSibling(state.getFileName() + "-pantalaimon");
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
            run("synapse", "down", "--dir", state.toString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("Synapse is not stopped", e);
        }
    }
}
