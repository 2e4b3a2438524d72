// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3                             | {}                         | PT3S",
                "' 3 '                         | {\"retry_after_ms\":9000}  | PT3S",
                "Thu, 01 Jan 2026 00:00:05 GMT | {\"retry_after_ms\":9000}  | PT5S",
                "Wed, 01 Jan 2025 00:00:05 GMT | {}                         | PT0S",
                "                              | {\"retry_after_ms\":1500}  | PT1.5S",
                "soon                          | {\"retry_after_ms\":1500}  | PT1.5S",
                "-1                            | {}                         |",
                "99999999999999999999          | {}                         |",
                "                              | {\"retry_after_ms\":-1}    |",
                "                              | {\"retry_after_ms\":\"x\"} |",
                "                              | {\"retry_after_ms\":1e99}  |",
                "                              | {\"retry_after_ms\":1e999999999} |",
                "                              | {\"retry_after_ms\":9223372036854775808} |",
                "                              | {\"retry_after_ms\":9223372036854775807} | PT8760H",
                "999999999                     | {}                         | PT8760H",
                "Fri, 31 Dec 9999 23:59:59 GMT | {}                         | PT8760H",
                "                              | {\"retry_after_ms\":[1]}    |",
                "                              | {\"retry_after_ms\":true}   |",
                "\u0663                        | {}                         |",
                "                              | {}                         |"
            })
    void readsThePause(String header, String body, Duration pause) throws Exception {
        JsonNode json = new ObjectMapper().readTree(body);
        assertThat(RetryAfter.of(header, json, NOW)).isEqualTo(pause);
    }
}
