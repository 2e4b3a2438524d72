// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test.specification;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** One request and its response, as they were on the wire. */
record Exchange(Request request, Response response) {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    String method() {
        return request.getMethod().getName();
    }

    /** The path, still percent-encoded. */
    String path() {
        String target = request.getUrl();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The query, still percent-encoded; empty without one. */
    String query() {
        String target = request.getUrl();
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }

    boolean hasRequestBody() {
        return request.getBody() != null && request.getBody().length > 0;
    }

    /** Empty when the body is not JSON. */
    Optional<JsonNode> requestJson() {
        return parse(request.getBody());
    }

    /** Empty when the body is not JSON. */
    Optional<JsonNode> responseJson() {
        byte[] body = response.getBody();
        if ("gzip".equalsIgnoreCase(header(response.getHeaders(), "Content-Encoding"))) {
            try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(body))) {
                return parse(unzipped.readAllBytes());
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return parse(body);
    }

    String requestHeader(String name) {
        return header(request.getHeaders(), name);
    }

    String responseHeader(String name) {
        return header(response.getHeaders(), name);
    }

    /** The header's first value; empty without one. */
    private static String header(HttpHeaders headers, String name) {
        return headers != null && headers.getHeader(name).isPresent()
                ? headers.getHeader(name).firstValue()
                : "";
    }

    private static Optional<JsonNode> parse(byte[] body) {
        if (body == null || body.length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(body));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
