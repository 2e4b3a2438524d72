// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.internal.failure.UnexpectedFailure;

/**
 * What it means that no answer came.
 *
 * @param call what was asked
 * @param cause what the transport failed with
 */
record NoAnswer(Call call, Throwable cause) {

    /**
     * What else to check if the server cannot be reached and nothing has shown yet that it is the
     * right one.
     */
    static final String IF_IT_STAYS_SO =
            "; if it stays so, check the option homeserverUrl (or userId, which it is discovered"
                    + " from), and the proxy if there is one";

    /** As deep as causes are looked at; they may go in a circle. */
    private static final int MAXIMUM_CAUSES = 20;

    MatrixException meaning() {
        LinkageError classPath = UnexpectedFailure.classPath(cause);
        if (classPath != null) {
            return UnexpectedFailure.onClassPath(classPath);
        }
        if (isUntrusted()) {
            return new MatrixConfigurationException(
                    call.sentence(
                            "has a TLS certificate that is not trusted ("
                                    + call.quote(cause.getMessage())
                                    + "); set the option sslContextParameters to a trust store"
                                    + " that holds it"),
                    shown());
        }
        if (cause instanceof SSLException && says("nrecognized SSL message")) {
            return new MatrixConfigurationException(
                    call.sentence(
                            "does not speak TLS; set the option homeserverUrl to its http URL"),
                    shown());
        }
        if (cause instanceof JacksonException broken) {
            return new MatrixUnavailableException(
                    call.sentence(
                            "answered what is no JSON ("
                                    + call.quote(broken.getOriginalMessage())
                                    + ')'),
                    null);
        }
        if (cause instanceof LargeDeviceUpdateException) {
            return new MatrixUnavailableException(
                    call.sentence(
                            "answered with more than fits into the memory ("
                                    + call.quote(cause.getMessage())
                                    + "); start the process with a larger heap"),
                    shown());
        }
        if (cause instanceof IOException) {
            return new MatrixUnavailableException(
                    call.sentence(reason()) + (call.isFirstContact() ? IF_IT_STAYS_SO : ""),
                    shown());
        }
        return new MatrixUnavailableException(
                call.sentence("was not asked (" + call.quote(String.valueOf(cause)) + ')'),
                shown());
    }

    /** Whether a transport's failure says that there was no connection to carry the request. */
    static boolean isBeforeRequest(Throwable cause) {
        return cause instanceof UnknownHostException
                || cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof ConnectTimeoutException
                || cause instanceof ConnectionRequestTimeoutException;
    }

    private String reason() {
        String words = '(' + call.quote(cause.getMessage()) + ')';
        if (cause instanceof UnknownHostException) {
            return "cannot be reached: no address is known for " + call.quote(cause.getMessage());
        }
        if (cause instanceof ConnectException) {
            return "does not accept connections " + words;
        }
        if (cause instanceof ConnectionRequestTimeoutException) {
            return "has all connections in use; raise the option connectionsPerRoute";
        }
        if (isSilentAtHandshake()) {
            return "does not answer in TLS; if it speaks plain HTTP, set the option homeserverUrl"
                    + " to its http URL";
        }
        if (cause instanceof InterruptedIOException) {
            return "did not answer in time " + words;
        }
        if (cause instanceof ClientProtocolException
                || cause instanceof MessageConstraintException) {
            return "does not answer in HTTP " + words;
        }
        return "broke the connection off " + words;
    }

    /** A connection that stands, over which nothing came back to the beginning of TLS. */
    private boolean isSilentAtHandshake() {
        return cause instanceof ConnectTimeoutException
                && "https".equals(call.request().uri().getScheme())
                && says("Read timed out");
    }

    private boolean isUntrusted() {
        return causes().stream()
                .anyMatch(
                        each ->
                                each instanceof SSLPeerUnverifiedException
                                        || each instanceof CertificateException
                                        || each instanceof CertPathBuilderException);
    }

    private boolean says(String words) {
        return String.valueOf(cause.getMessage()).contains(words);
    }

    /**
     * The cause as a stack trace may show it: HttpClient quotes lines that it does not understand,
     * and a server may have put anything in them, the access token too.
     */
    private Throwable shown() {
        boolean fit =
                causes().stream()
                        .map(Throwable::getMessage)
                        .allMatch(
                                message -> message == null || call.quote(message).equals(message));
        if (fit) {
            return cause;
        }
        IOException shown =
                new IOException(
                        cause.getClass().getSimpleName() + ": " + call.quote(cause.getMessage()));
        shown.setStackTrace(cause.getStackTrace());
        return shown;
    }

    /** All that a stack trace shows, the suppressed ones too. */
    private List<Throwable> causes() {
        List<Throwable> causes = new ArrayList<>();
        Deque<Throwable> open = new ArrayDeque<>(List.of(cause));
        while (!open.isEmpty() && causes.size() < MAXIMUM_CAUSES) {
            Throwable next = open.remove();
            causes.add(next);
            open.addAll(List.of(next.getSuppressed()));
            if (next.getCause() != null) {
                open.add(next.getCause());
            }
        }
        return causes;
    }
}
