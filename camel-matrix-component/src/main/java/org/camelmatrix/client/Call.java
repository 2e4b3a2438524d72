package org.camelmatrix.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.camelmatrix.MatrixAccountException;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;

/**
 * One request with what a person calls it: turns its answer into JSON, or into the failure that it
 * means.
 *
 * @param request what was asked
 * @param intent what it was asked for, to complete the sentence "Could not …"
 * @param remedy what mends a refusal, naming the option; empty where the caller says it
 * @param firstContact whether an answer that is not Matrix means that the server is no homeserver
 * @param secret what the request holds that no text may show, or null
 */
record Call(ApiRequest request, String intent, String remedy, boolean firstContact, Secret secret) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_QUOTE = 200;

    /** The answer's JSON object. */
    Answer answer(ApiResponse response) {
        JsonNode json = parse(response.body());
        if (response.status() / 100 == 2 && json.isObject()) {
            return new Answer(this, json);
        }
        throw failure(response, json);
    }

    /** What an answer that is not wanted means. */
    MatrixException failure(ApiResponse response) {
        return failure(response, parse(response.body()));
    }

    /** An answer whose JSON lacks what the specification promises. */
    MatrixException incomplete(String missing) {
        String message =
                sentence("the answer has no " + missing)
                        + (firstContact ? "; check the option homeserverUrl" : "");
        return firstContact
                ? new MatrixConfigurationException(message)
                : new MatrixUnavailableException(message, null);
    }

    /** Why there was no answer. */
    MatrixException noAnswer(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause instanceof MatrixException known) {
            return known;
        }
        if (isUntrusted(cause)) {
            return new MatrixConfigurationException(
                    sentence(
                            "has a TLS certificate that is not trusted ("
                                    + quote(cause.getMessage())
                                    + "); set the option sslContextParameters to a trust store"
                                    + " that holds it"),
                    cause);
        }
        if (cause instanceof SSLException && speaksNoTls(cause)) {
            return new MatrixConfigurationException(
                    sentence("does not speak TLS; set the option homeserverUrl to its http URL"),
                    cause);
        }
        if (cause instanceof IOException) {
            return new MatrixUnavailableException(
                    sentence(reason(cause))
                            + (firstContact
                                    ? "; if it stays so, check the option homeserverUrl (or userId,"
                                            + " which it is discovered from), and the proxy if there"
                                            + " is one"
                                    : ""),
                    cause);
        }
        return new MatrixUnavailableException(
                sentence("was not asked (" + quote(String.valueOf(cause)) + ')'), cause);
    }

    private static boolean isUntrusted(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLPeerUnverifiedException
                    || cause instanceof CertificateException
                    || cause instanceof CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }

    private static boolean speaksNoTls(Throwable cause) {
        return String.valueOf(cause.getMessage()).contains("nrecognized SSL message");
    }

    private MatrixException failure(ApiResponse response, JsonNode json) {
        int status = response.status();
        String errcode = json.path("errcode").isTextual() ? json.get("errcode").asText() : null;
        String answered = answered(response, json, errcode);
        if (status == 429) {
            return new MatrixLimitedException(
                    sentence(answered),
                    status,
                    errcode,
                    RetryAfter.of(response.retryAfter(), json, Instant.now()));
        }
        String trouble = errcode == null ? null : accountTrouble(errcode, json);
        if (trouble != null) {
            return new MatrixAccountException(
                    sentence(answered) + "; " + trouble,
                    status,
                    errcode,
                    json.path("soft_logout").asBoolean(false));
        }
        if (status == 407) {
            return new MatrixConfigurationException(
                    sentence("cannot be reached: the proxy answered 407")
                            + "; set the options proxyAuthUsername and proxyAuthPassword",
                    status,
                    null);
        }
        if (status / 100 == 5 || status == 408) {
            return new MatrixUnavailableException(sentence(answered), status, errcode);
        }
        if (ErrorCode.UNKNOWN_DEVICE.equals(errcode)) {
            return new MatrixConfigurationException(
                    sentence(answered) + "; set the option deviceId to a device that the user has",
                    status,
                    errcode);
        }
        boolean noMatrix = errcode == null || ErrorCode.UNRECOGNIZED.equals(errcode);
        if (status / 100 == 3 || firstContact) {
            String mends =
                    noMatrix
                            ? "set the option homeserverUrl to a Matrix homeserver, and check the"
                                    + " proxy if there is one"
                            : remedy;
            return new MatrixConfigurationException(
                    sentence(answered) + "; " + mends, status, errcode);
        }
        if (status / 100 == 2) {
            return new MatrixUnavailableException(sentence(answered), status, null);
        }
        return new MatrixRejectedException(
                sentence(answered) + (remedy.isEmpty() ? "" : "; " + remedy),
                status,
                errcode,
                null);
    }

    /**
     * What an error code says of the account, and who mends it; null if it is about the request.
     */
    private String accountTrouble(String errcode, JsonNode json) {
        return switch (errcode) {
            case ErrorCode.UNKNOWN_TOKEN, ErrorCode.MISSING_TOKEN ->
                    "set the option accessToken to a valid token, or userId and password";
            case ErrorCode.USER_LOCKED ->
                    "the account is locked, and an administrator of the homeserver can unlock it";
            case ErrorCode.USER_SUSPENDED ->
                    "the account is suspended, and an administrator of the homeserver can lift that";
            case ErrorCode.USER_DEACTIVATED -> "the account is deactivated for good: use another";
            case ErrorCode.RESOURCE_LIMIT_EXCEEDED ->
                    "the homeserver has reached a limit; ask " + contact(json, "admin_contact");
            case ErrorCode.USER_LIMIT_EXCEEDED ->
                    "the account has reached a limit; see " + contact(json, "info_uri");
            case ErrorCode.CONSENT_NOT_GIVEN ->
                    "the account has to accept the terms at " + contact(json, "consent_uri");
            default -> null;
        };
    }

    private String contact(JsonNode json, String field) {
        return json.path(field).isTextual()
                ? quote(json.get(field).asText())
                : "the homeserver's administrator";
    }

    private String answered(ApiResponse response, JsonNode json, String errcode) {
        if (errcode != null) {
            String error = json.path("error").asText();
            return "answered "
                    + response.status()
                    + ' '
                    + quote(errcode)
                    + (error.isEmpty() ? "" : " (" + quote(error) + ")");
        }
        if (response.status() / 100 == 3) {
            return "answered "
                    + response.status()
                    + " and points to "
                    + quote(String.valueOf(response.location()))
                    + ", which is not followed";
        }
        return "answered "
                + response.status()
                + (response.body().length == 0 ? " with nothing" : " without Matrix's JSON");
    }

    private String sentence(String reason) {
        return "Could not "
                + intent
                + ": "
                + request.uri().getScheme()
                + "://"
                + request.uri().getRawAuthority()
                + ' '
                + reason;
    }

    private String reason(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "cannot be reached: no address is known for " + quote(cause.getMessage());
        }
        if (cause instanceof ConnectException) {
            return "does not accept connections (" + quote(cause.getMessage()) + ')';
        }
        if (cause instanceof ConnectionRequestTimeoutException) {
            return "has all connections in use; raise the option connectionsPerRoute";
        }
        if (cause instanceof InterruptedIOException) {
            return "did not answer in time (" + quote(cause.getMessage()) + ')';
        }
        return "broke the connection off (" + quote(cause.getMessage()) + ')';
    }

    /** A text from the network, fit for a log line: short, without controls and secrets. */
    private String quote(String text) {
        String line = String.valueOf(text).replaceAll("\\p{Cntrl}+", " ");
        if (secret != null) {
            line = secret.removedFrom(line);
        }
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + '…';
    }

    static JsonNode parse(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory does no I/O", e);
        }
    }
}
