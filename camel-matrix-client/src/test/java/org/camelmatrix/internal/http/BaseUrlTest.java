// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://hs.example.org, https://hs.example.org",
        "HTTP://hs.example.org:8008, http://hs.example.org:8008",
        "HttpS://HS.Example.org/Matrix/, https://hs.example.org/Matrix",
        "https://hs.example.org/my_matrix, https://hs.example.org/my_matrix",
        "https://hs.example.org/matrix, https://hs.example.org/matrix",
        "http://[2001:DB8::1]:8008, http://[2001:db8::1]:8008",
        "'https://hs.example.org/\r\n', https://hs.example.org"
    })
    void writesAUrlInOneWay(String text, String url) {
        assertThat(new BaseUrl(text)).hasToString(url);
        assertThat(new BaseUrl(text).isSecure()).isEqualTo(url.startsWith("https:"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hs.example.org/_matrix",
                "https://hs.example.org/_matrix/",
                "https://hs.example.org/_matrix/client/v3",
                "https://hs.example.org/base/_matrix/client",
                "https://hs.example.org/%5Fmatrix",
                "https://hs.example.org/_synapse/admin"
            })
    void namesThePathThatIsAddedByItself(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BaseUrl(url))
                .withMessageContaining("it has to end before /_matrix");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hs.example.org",
                "ftp://hs.example.org",
                "https://",
                "https://user@hs.example.org",
                "https://hs.example.org?a=b",
                "https:hs.example.org"
            })
    void refusesWhatIsNoUrlOfAHomeserver(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> new BaseUrl(url));
    }
}
