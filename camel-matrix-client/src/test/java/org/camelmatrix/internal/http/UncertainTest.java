// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.MatrixUncertainException;
import org.junit.jupiter.api.Test;

/** What it means that there is no usable answer to a request that must not be made twice. */
class UncertainTest {

    private static MatrixException meaning(Throwable failure) {
        return Call.uncertain(new CompletionException(failure), "look");
    }

    private static MatrixUnavailableException noAnswer(IOException cause) {
        return new MatrixUnavailableException("No answer", cause);
    }

    @Test
    void isUncertainOnceTheRequestMayHaveArrived() {
        assertThat(meaning(noAnswer(new SocketTimeoutException("Read timed out"))))
                .isInstanceOf(MatrixUncertainException.class)
                .hasMessageContaining("No answer")
                .hasMessageEndingWith("look");
        MatrixException badGateway = meaning(new MatrixUnavailableException("502", 502, null));
        assertThat(badGateway).isInstanceOf(MatrixUncertainException.class);
        assertThat(badGateway.getStatus()).isEqualTo(502);
        assertThat(badGateway.isRetryable()).isFalse();
        assertThat(meaning(new IllegalStateException("what is this")))
                .isInstanceOf(MatrixUncertainException.class);
    }

    @Test
    void staysWhatItIsWhereItSurelyWasNotDone() {
        for (IOException cause :
                new IOException[] {
                    new ConnectException(),
                    new UnknownHostException(),
                    new ConnectTimeoutException("too slow"),
                    new ConnectionRequestTimeoutException("too many")
                }) {
            assertThat(meaning(noAnswer(cause))).isInstanceOf(MatrixUnavailableException.class);
        }
        assertThat(meaning(new MatrixRejectedException("no")))
                .isInstanceOf(MatrixRejectedException.class);
        assertThat(meaning(new MatrixLimitedException("later", 429, null, null)))
                .isInstanceOf(MatrixLimitedException.class);
    }
}
