// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.camelmatrix.test.specification.SpecificationCheck;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Checks what the tests of a class exchange with the stand-in against the specification, when the
 * system property names its documents, and says so when it does not.
 */
final class SpecificationExtension implements BeforeAllCallback, AfterEachCallback {
    private final MatrixHomeserverExtension homeserver;
    private Optional<SpecificationCheck> check = Optional.empty();

    SpecificationExtension(MatrixHomeserverExtension homeserver) {
        this.homeserver = homeserver;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        check = SpecificationCheck.fromSystemProperty();
        check.ifPresentOrElse(
                found -> found.attachTo(homeserver.homeserver().wireMock()),
                () ->
                        System.out.println(
                                context.getDisplayName()
                                        + ": NOT checked against the Matrix specification; set -D"
                                        + SpecificationCheck.PROPERTY
                                        + "=folder"));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        check.ifPresent(
                found -> {
                    List<String> violations = found.violations();
                    long exchanges = found.exchanges();
                    found.clear();
                    assertThat(violations).isEmpty();
                    assertThat(exchanges).isPositive();
                });
    }
}
