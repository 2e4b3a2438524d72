// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.examples;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.MatrixException;
import org.camelmatrix.component.MatrixConstants;

/**
 * What is posted to {@code http://127.0.0.1:8080/messages} becomes a message; the answer is its
 * event id. {@code --property http.port=8081} takes another port.
 */
public final class HttpToRoom extends RouteBuilder {

    private static final String TEXT = "text/plain; charset=utf-8";

    @Override
    public void configure() {
        onException(MatrixException.class)
                .handled(true)
                .removeHeaders("*")
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(502))
                .setHeader(Exchange.CONTENT_TYPE, constant(TEXT))
                .setBody(exceptionMessage().append("\n"));

        from("servlet:messages" + "?httpMethodRestrict=POST&mapHttpMessageFormUrlEncodedBody=false")
                .routeId("http-to-room")
                .to("matrix:{{matrix.room}}?oversize=file")
                .setBody(header(MatrixConstants.EVENT_ID).append("\n"))
                .removeHeaders("*")
                .setHeader(Exchange.CONTENT_TYPE, constant(TEXT));
    }
}
