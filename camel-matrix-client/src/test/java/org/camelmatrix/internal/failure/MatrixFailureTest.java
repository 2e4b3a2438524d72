// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.internal.http.BaseUrl;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.MatrixClient;
import org.camelmatrix.internal.http.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixFailureTest {

    private static final String MISSING =
            "'com.fasterxml.jackson.core.StreamReadConstraints$Builder"
                    + " com.fasterxml.jackson.core.StreamReadConstraints$Builder.maxTokenCount(long)'";

    static Stream<Throwable> classPath() {
        LinkageError missing = new NoSuchMethodError(MISSING);
        return Stream.of(
                missing,
                new NoClassDefFoundError(MISSING),
                new ExceptionInInitializerError(missing),
                new IncompatibleClassChangeError(MISSING),
                new IllegalStateException(missing),
                new CompletionException(missing));
    }

    @ParameterizedTest
    @MethodSource("classPath")
    void takesAMissingClassForAWrongClassPath(Throwable thrown) {
        assertThat(MatrixFailure.of(thrown)).satisfies(MatrixFailureTest::isOfTheClassPath);
        MatrixClient client =
                new MatrixClient(
                        request -> CompletableFuture.failedFuture(thrown),
                        new BaseUrl("https://hs"));
        assertThat(
                        MatrixFailure.of(
                                client.memberships()
                                        .joinedRooms(new Credentials(new Secret("token")))
                                        .handle((rooms, failure) -> failure)
                                        .join()))
                .satisfies(MatrixFailureTest::isOfTheClassPath);
    }

    private static void isOfTheClassPath(MatrixException failure) {
        assertThat(failure)
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessageContaining("The class path holds a library in a version that does not")
                .hasMessageContaining("Jackson 2.18")
                .hasRootCauseInstanceOf(LinkageError.class);
        assertThat(failure.isRetryable()).isFalse();
    }

    @Test
    void takesAnythingElseForPassing() {
        assertThat(MatrixFailure.of(new IllegalStateException("odd")))
                .isInstanceOf(MatrixUnavailableException.class)
                .hasMessageContaining("odd");
    }
}
