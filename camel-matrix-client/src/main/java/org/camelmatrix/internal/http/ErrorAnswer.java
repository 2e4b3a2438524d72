// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.regex.Pattern;
import org.camelmatrix.MatrixAccountException;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;

/**
 * What an answer means that is no success (Client-Server API, "Standard error response"). The error
 * code says it where it is a known one, and else the HTTP status. docs/failures.md tells users the
 * same.
 *
 * @param call what was asked
 * @param response what was answered
 * @param json its body; a missing node where that is no JSON
 */
record ErrorAnswer(Call call, ApiResponse response, JsonNode json) {

    private static final String SIGN_IN =
            "set the option accessToken to a valid token, or userId and password";

    private static final String HOMESERVER =
            "set the option homeserverUrl to a Matrix homeserver, and check the proxy if there is"
                    + " one";

    private static final String NOT_SUPPORTED =
            "the homeserver does not support this request, and another version of it may; other"
                    + " requests of the account are not concerned";

    private static final Pattern ERRCODE = Pattern.compile("[A-Z][A-Z0-9._]{0,99}");

    MatrixException meaning() {
        int status = response.status();
        String errcode = errcode();
        String code = errcode == null ? "" : errcode;
        String sentence = call.sentence(answered(errcode));
        String trouble = accountTrouble(code);
        if (trouble != null) {
            return new MatrixAccountException(
                    sentence + "; " + trouble,
                    status,
                    errcode,
                    json.path("soft_logout").asBoolean(false));
        }
        if (status == 429 || code.equals(ErrorCode.LIMIT_EXCEEDED)) {
            return new MatrixLimitedException(
                    sentence,
                    status,
                    errcode,
                    RetryAfter.of(response.retryAfter(), json, Instant.now()));
        }
        String option = wrongOption(code);
        if (option != null) {
            return new MatrixConfigurationException(sentence + "; " + option, status, errcode);
        }
        if (isPassing(code)) {
            boolean noMatrix = call.isFirstContact() && errcode == null;
            return new MatrixUnavailableException(
                    sentence + (noMatrix ? NoAnswer.IF_IT_STAYS_SO : ""), status, errcode);
        }
        if (call.isFirstContact()) {
            return new MatrixConfigurationException(
                    sentence + "; " + whatMendsTheAddress(code), status, errcode);
        }
        if (status == 401) {
            return new MatrixAccountException(sentence + "; " + SIGN_IN, status, errcode, false);
        }
        return new MatrixRejectedException(sentence + remedy(code), status, errcode, null);
    }

    /** The code, if it is written as one: it may be anything, also what the request held. */
    private String errcode() {
        String text = json.path("errcode").isTextual() ? json.get("errcode").asText() : "";
        boolean fit =
                ERRCODE.matcher(text).matches()
                        && (call.secret() == null || call.secret().removedFrom(text).equals(text));
        return fit ? text : null;
    }

    /**
     * What an error code says about the account, and who can solve it; null if it is about the
     * request.
     */
    private String accountTrouble(String errcode) {
        return switch (errcode) {
            case ErrorCode.UNKNOWN_TOKEN, ErrorCode.MISSING_TOKEN -> SIGN_IN;
            case ErrorCode.UNAUTHORIZED -> call.isFirstContact() ? null : SIGN_IN;
            case ErrorCode.USER_LOCKED ->
                    "the account is locked, and an administrator of the homeserver can unlock it";
            case ErrorCode.USER_SUSPENDED ->
                    "the account is suspended, and an administrator of the homeserver can lift"
                            + " that";
            case ErrorCode.USER_DEACTIVATED -> "the account is deactivated for good: use another";
            case ErrorCode.RESOURCE_LIMIT_EXCEEDED ->
                    "the homeserver has reached a limit; ask " + contact("admin_contact");
            case ErrorCode.USER_LIMIT_EXCEEDED ->
                    "the account has reached a limit; see " + contact("info_uri");
            case ErrorCode.CONSENT_NOT_GIVEN ->
                    "the account has to accept the terms at " + contact("consent_uri");
            default -> null;
        };
    }

    private String contact(String field) {
        return json.path(field).isTextual()
                ? call.quote(json.get(field).asText())
                : "the homeserver's administrator";
    }

    /** Which option is wrong, wherever it shows; null if none. */
    private String wrongOption(String errcode) {
        if (response.status() == 407) {
            return "set the options proxyAuthUsername and proxyAuthPassword";
        }
        if (response.status() / 100 == 3) {
            return HOMESERVER;
        }
        return switch (errcode) {
            case ErrorCode.UNKNOWN_DEVICE ->
                    "set the option deviceId to a device that the user has";
            case ErrorCode.EXCLUSIVE ->
                    "the user belongs to an application service: set the option userId to another,"
                            + " or accessToken to that service's and applicationService to true";
            case ErrorCode.APPSERVICE_LOGIN_UNSUPPORTED ->
                    "set the option accessToken to the application service's token and"
                            + " applicationService to true";
            default -> null;
        };
    }

    /** Whether the same request may be answered otherwise later. */
    private boolean isPassing(String errcode) {
        int status = response.status();
        return switch (errcode) {
            case ErrorCode.CONNECTION_FAILED,
                    ErrorCode.CONNECTION_TIMEOUT,
                    ErrorCode.BAD_STATUS,
                    ErrorCode.NOT_YET_UPLOADED ->
                    true;
            default ->
                    status >= 500 && !isNoHomeserver(errcode)
                            || status == 408
                            || status == 425
                            || status / 100 == 2 && !(call.isFirstContact() && hasBody());
        };
    }

    /** Without one, an answer may be the beginning of what did not come whole. */
    private boolean hasBody() {
        return response.body().length > 0;
    }

    /** A server for something else knows neither the method nor Matrix. */
    private boolean isNoHomeserver(String errcode) {
        return call.isFirstContact() && errcode.isEmpty() && response.status() == 501;
    }

    private String whatMendsTheAddress(String errcode) {
        return errcode.isEmpty() || errcode.equals(ErrorCode.UNRECOGNIZED)
                ? HOMESERVER
                : call.remedy();
    }

    private String remedy(String errcode) {
        String remedy =
                switch (errcode) {
                    case ErrorCode.TOO_LARGE -> "make it smaller";
                    case ErrorCode.UNRECOGNIZED -> NOT_SUPPORTED;
                    case ErrorCode.INVITE_BLOCKED ->
                            "the user, or the homeserver of the user, takes no invitation of this"
                                    + " account: ask the user to allow it";
                    case ErrorCode.INCOMPATIBLE_ROOM_VERSION ->
                            "the homeserver is too old for the room; its administrator can update"
                                    + " it";
                    case ErrorCode.GUEST_ACCESS_FORBIDDEN ->
                            "sign in with an account that is not a guest";
                    default -> call.remedy();
                };
        return remedy.isEmpty() ? "" : "; " + remedy;
    }

    private String answered(String errcode) {
        if (response.status() == 407) {
            return "cannot be reached: the proxy answered 407";
        }
        if (errcode != null) {
            String error = json.path("error").asText();
            return "answered "
                    + response.status()
                    + ' '
                    + errcode
                    + (error.isEmpty() ? "" : " (" + call.quote(error) + ")");
        }
        if (response.status() / 100 == 3) {
            return "answered "
                    + response.status()
                    + " and points to "
                    + call.quote(String.valueOf(response.location()))
                    + ", which is not followed";
        }
        return "answered "
                + response.status()
                + (hasBody() ? " without Matrix's JSON" : " with nothing");
    }
}
