// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A {@link MatrixHomeserver} for the tests of a class: started before the first, reset before each,
 * closed after the last. So what a {@code @BeforeAll} method makes on it is gone; accounts and
 * rooms belong into {@code @BeforeEach}. JUnit 5.13 or later.
 *
 * <p>With {@code @ExtendWith(MatrixHomeserverExtension.class)}, tests and life-cycle methods take a
 * parameter of type {@code MatrixHomeserver}. With a static {@code @RegisterExtension} field the
 * homeserver can have settings of its own:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MatrixHomeserverExtension MATRIX =
 *         new MatrixHomeserverExtension(MatrixHomeserver.builder().defaultRoomVersion("11"));
 * }</pre>
 */
public final class MatrixHomeserverExtension
        implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(MatrixHomeserverExtension.class);

    private final Supplier<MatrixHomeserver> starter;
    private volatile MatrixHomeserver running;

    /** A homeserver with the defaults. */
    public MatrixHomeserverExtension() {
        this(MatrixHomeserver.builder());
    }

    /** A homeserver with settings of its own. */
    public MatrixHomeserverExtension(MatrixHomeserverBuilder settings) {
        this.starter = settings::start;
    }

    /**
     * The homeserver of the running test class.
     *
     * @throws IllegalStateException before it is started
     */
    public MatrixHomeserver homeserver() {
        if (running == null) {
            throw new IllegalStateException("the homeserver starts before the first test");
        }
        return running;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        homeserver(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        homeserver(context).reset();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == MatrixHomeserver.class;
    }

    @Override
    public MatrixHomeserver resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return homeserver(context);
    }

    /**
     * The store belongs to the class, whose nested classes share it; JUnit closes what is in it.
     */
    private MatrixHomeserver homeserver(ExtensionContext context) {
        running =
                context.getStore(NAMESPACE)
                        .getOrComputeIfAbsent(
                                MatrixHomeserver.class,
                                unused -> starter.get(),
                                MatrixHomeserver.class);
        return running;
    }
}
