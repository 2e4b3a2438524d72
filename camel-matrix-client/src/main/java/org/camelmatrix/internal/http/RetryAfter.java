// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.utils.DateUtils;

/**
 * How long a homeserver asks to wait (Client-Server API, "Rate limiting"): the header {@code
 * Retry-After}, in seconds or as a date, wins over the deprecated {@code retry_after_ms}.
 */
final class RetryAfter {

    /** Nobody means a longer one, and it is one that can be calculated with. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private RetryAfter() {}

    /**
     * The pause, neither negative nor longer than a year; null when the answer names none that can
     * be read.
     */
    static Duration of(String header, JsonNode body, Instant now) {
        Duration pause = said(header, body, now);
        return pause == null || pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }

    private static Duration said(String header, JsonNode body, Instant now) {
        if (header != null) {
            String text = header.strip();
            if (text.matches("[0-9]{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(text));
            }
            Instant date = DateUtils.parseStandardDate(text);
            if (date != null) {
                return date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO;
            }
        }
        JsonNode milliseconds = body.path("retry_after_ms");
        return milliseconds.canConvertToLong() && milliseconds.asLong() >= 0
                ? Duration.ofMillis(milliseconds.asLong())
                : null;
    }
}
