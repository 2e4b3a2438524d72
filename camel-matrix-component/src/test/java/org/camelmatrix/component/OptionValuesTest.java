package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.CamelContext;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.MatrixConfigurationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that an option cannot have fails in a sentence that names the option and its values. */
class OptionValuesTest {

    private static final String ENDPOINT =
            "matrix:!r?homeserverUrl=http://127.0.0.1:1&accessToken=geheim&";

    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "responseTimeout=abc         | responseTimeout is abc, which is no duration",
                "connectTimeout=1.5s         | connectTimeout is 1.5s, which is no duration",
                "connectTimeout=10S5         | connectTimeout is 10S5, which is no duration",
                "encryptionCheckInterval=1x  | encryptionCheckInterval is 1x, which is no duration",
                "format=markup        | The option format cannot be markup: it is one of markdown,",
                "msgtype=shout        | The option msgtype cannot be shout: it is one of text,",
                "encryption=yes       | The option encryption cannot be yes: it is one of none, proxy",
                "connectionsPerRoute=many | connectionsPerRoute cannot be many: it is a whole number",
                "proxyPort=http           | proxyPort cannot be http: it is a whole number",
                "applicationService=maybe | applicationService cannot be maybe: it is true or false"
            })
    void namesTheOptionAndWhatItCanBe(String option, String sentence) {
        assertThatThrownBy(() -> camel.getEndpoint(ENDPOINT + option))
                .hasRootCauseInstanceOf(MatrixConfigurationException.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @CsvSource({
        "7000, 7000",
        "0, 0",
        "30s, 30000",
        "1m30s, 90000",
        "500ms, 500",
        "2h, 7200000",
        "1d, 86400000",
        "PT10S, 10000"
    })
    void readsDurationsAsCamelDoes(String text, long milliseconds) {
        assertThat(
                        camel.getEndpoint(
                                        ENDPOINT + "responseTimeout=" + text, MatrixEndpoint.class)
                                .getConfiguration()
                                .getResponseTimeout())
                .isEqualTo(milliseconds);
    }

    @Test
    void takesNoNegativeInterval() {
        Producer producer = producer("encryptionCheckInterval=-5");
        assertThatThrownBy(producer::start)
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessageContaining("encryptionCheckInterval must not be negative");
    }

    private Producer producer(String option) {
        try {
            return camel.getEndpoint(ENDPOINT + option).createProducer();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
