// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.util.TimeUtils;
import org.junit.jupiter.api.Test;

class DefaultValuesTest {

    private static final String CATALOG = "/META-INF/org/camelmatrix/component/matrix.json";

    /** Camel writes {@code false} for each boolean, also where this depends on something else. */
    private static final List<String> DEPENDS_ON_THE_PATTERN = List.of("ignoreNotices");

    @Test
    void areInTheCatalogAsTheyAreInTheCode() throws Exception {
        try (CamelContext camel = new DefaultCamelContext();
                InputStream catalog = DefaultValuesTest.class.getResourceAsStream(CATALOG)) {
            camel.start();
            MatrixEndpoint endpoint =
                    camel.getEndpoint(
                            "matrix:!r:example.org?homeserverUrl=http://hs&accessToken=t",
                            MatrixEndpoint.class);
            MatrixEndpoint plain =
                    new MatrixEndpoint(
                            "matrix:!r",
                            endpoint.getComponent(),
                            "!r:example.org",
                            new MatrixConfiguration());
            PropertyConfigurerGetter options =
                    (PropertyConfigurerGetter)
                            endpoint.getComponent().getEndpointPropertyConfigurer();
            List<String> checked = new ArrayList<>();
            JsonNode properties = JsonMapper.builder().build().readTree(catalog).get("properties");
            properties
                    .fields()
                    .forEachRemaining(
                            option -> {
                                JsonNode said = option.getValue().get("defaultValue");
                                if (said == null
                                        || DEPENDS_ON_THE_PATTERN.contains(option.getKey())) {
                                    return;
                                }
                                Object value = options.getOptionValue(plain, option.getKey(), true);
                                assertThat(value).as(option.getKey()).isNotNull();
                                Object expected =
                                        option.getValue().get("type").asText().equals("duration")
                                                ? (Object) TimeUtils.toMilliSeconds(said.asText())
                                                : camel.getTypeConverter()
                                                        .tryConvertTo(
                                                                (Class<?>) value.getClass(),
                                                                (Object) said.asText());
                                assertThat(value).as(option.getKey()).isEqualTo(expected);
                                checked.add(option.getKey());
                            });
            assertThat(checked).hasSizeGreaterThan(30).contains("maximumRetries", "syncTimeout");
        }
    }
}
