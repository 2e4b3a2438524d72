// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.RuntimeCamelException;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixRejectedException;
import org.junit.jupiter.api.Test;

class SentenceTest {

    @Test
    void takesTheMatrixFailureOutOfWhatCamelWrapsAroundIt() {
        Exception wrapped =
                new FailedToStartRouteException(
                        "route1",
                        "because",
                        new RuntimeCamelException(
                                new MatrixConfigurationException(
                                        "Set the option userId", new IllegalStateException("x"))));
        assertThat(Sentence.of(wrapped)).isEqualTo("Set the option userId");
    }

    @Test
    void namesTheRouteAndItsPlaceWhereAnOptionIsWrong() {
        Exception wrapped =
                new FailedToCreateRouteException(
                        "alerts",
                        "file:/etc/my.yaml:7",
                        "Route(alerts)",
                        "To[matrix:x]",
                        new MatrixConfigurationException("The option messageType is wrong"));
        assertThat(Sentence.of(wrapped))
                .isEqualTo("Route alerts (/etc/my.yaml:7): The option messageType is wrong");
    }

    @Test
    void namesTheRouteThatCannotStartForAWrongOption() {
        Exception wrapped =
                new FailedToStartRouteException(
                        "alerts",
                        "alerts.yaml:1",
                        "because",
                        new MatrixConfigurationException("The option mentions is not valid"));
        assertThat(Sentence.of(wrapped))
                .isEqualTo("Route alerts (alerts.yaml:1): The option mentions is not valid");
    }

    @Test
    void namesTheClassOfAFailureThatDoesNotExplainItself() {
        assertThat(Sentence.of(new RuntimeException(new NumberFormatException("For input: a"))))
                .isEqualTo("NumberFormatException: For input: a");
        assertThat(Sentence.of(new NullPointerException())).isEqualTo("NullPointerException");
    }

    @Test
    void makesOneLineOfMany() {
        assertThat(Sentence.of(new IllegalArgumentException("a wrong line:\n  - to\n    ^\nhere")))
                .isEqualTo("a wrong line: - to here");
    }

    @Test
    void expectsFailuresOfMatrixAndNoOthers() {
        assertThat(Sentence.isExpected(new RuntimeException(new MatrixRejectedException("no"))))
                .isTrue();
        assertThat(Sentence.isExpected(new IllegalStateException("no"))).isFalse();
    }
}
