// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.camelmatrix.test.specification.SpecificationCheck;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives contract tests their homeserver, one for all of a process: the system property {@code
 * matrix.homeserver} says which. A test fails when a request or answer of its time violates the
 * specification.
 */
final class ContractExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(ContractExtension.class);

    /** The homeserver and the check of what travels there. */
    private static final class Bench implements AutoCloseable {

        private final String name = System.getProperty("matrix.homeserver", "stand-in");

        /** Which of the processes this is that share the tests. */
        private final String fork = System.getProperty("matrix.fork", "alone");

        private final Homeserver homeserver;
        private long exchanges;
        private final Optional<SpecificationCheck> check = SpecificationCheck.fromSystemProperty();

        Bench() throws Exception {
            WireMockServer server;
            switch (name) {
                case "stand-in" -> {
                    StandIn standIn = new StandIn();
                    homeserver = standIn;
                    server = standIn.wireMock();
                }
                case "synapse" -> {
                    Synapse synapse =
                            new Synapse(
                                    "synapse-" + fork,
                                    "--tls",
                                    "--public-baseurl",
                                    "https://localhost/");
                    homeserver = synapse;
                    server = synapse.proxy();
                }
                default -> throw new IllegalStateException("no homeserver is called " + name);
            }
            check.ifPresent(each -> each.attachTo(server));
        }

        @Override
        public void close() throws IOException {
            homeserver.close();
            Files.writeString(
                    Path.of("target", "specification-" + name + '-' + fork + ".txt"),
                    check.map(each -> exchanges + " exchanges checked")
                            .orElse("not checked: matrix.specification is not set"));
        }
    }

    private static Bench bench(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        Bench.class,
                        key -> {
                            try {
                                return new Bench();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        Bench.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Homeserver.class.isAssignableFrom(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().cast(bench(context).homeserver);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Bench bench = bench(context);
        boolean odd = context.getRequiredTestClass().isAnnotationPresent(OddContents.class);
        bench.check.ifPresent(
                each -> {
                    List<String> violations = each.violations();
                    bench.exchanges += each.exchanges();
                    each.clear();
                    assertThat(violations)
                            .filteredOn(violation -> !odd || !violation.contains("$.content"))
                            .isEmpty();
                });
    }
}
