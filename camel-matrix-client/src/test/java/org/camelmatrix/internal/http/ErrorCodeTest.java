// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camelmatrix.MatrixAccountException;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each error code of the specification means for a route (Client-Server API, "Common error
 * codes" and "Other error codes"), with the status that it comes with, at every endpoint.
 */
class ErrorCodeTest {

    private static final Class<?> LIMITED = MatrixLimitedException.class;
    private static final Class<?> UNAVAILABLE = MatrixUnavailableException.class;
    private static final Class<?> ACCOUNT = MatrixAccountException.class;
    private static final Class<?> CONFIGURATION = MatrixConfigurationException.class;
    private static final Class<?> REJECTED = MatrixRejectedException.class;

    /** Codes that mean one thing at every endpoint, whatever the status. */
    private static final Map<Class<?>, String> ALWAYS =
            Map.of(
                    LIMITED,
                    "M_LIMIT_EXCEEDED",
                    UNAVAILABLE,
                    "M_CONNECTION_FAILED M_CONNECTION_TIMEOUT M_BAD_STATUS M_NOT_YET_UPLOADED",
                    ACCOUNT,
                    "M_UNKNOWN_TOKEN M_MISSING_TOKEN M_USER_LOCKED M_USER_SUSPENDED"
                            + " M_USER_DEACTIVATED M_RESOURCE_LIMIT_EXCEEDED M_USER_LIMIT_EXCEEDED"
                            + " M_CONSENT_NOT_GIVEN",
                    CONFIGURATION,
                    "M_UNKNOWN_DEVICE M_EXCLUSIVE M_APPSERVICE_LOGIN_UNSUPPORTED");

    /** Codes that refuse the request: at the first contact an option is wrong, else the message. */
    private static final String REFUSALS =
            "M_FORBIDDEN M_NOT_FOUND M_BAD_JSON M_NOT_JSON M_UNKNOWN M_MISSING_PARAM"
                    + " M_INVALID_PARAM M_TOO_LARGE M_BAD_STATE M_BAD_ALIAS M_GUEST_ACCESS_FORBIDDEN"
                    + " M_INCOMPATIBLE_ROOM_VERSION M_UNSUPPORTED_ROOM_VERSION M_INVALID_ROOM_STATE"
                    + " M_ROOM_IN_USE M_USER_IN_USE M_INVALID_USERNAME M_WEAK_PASSWORD M_CAPTCHA_NEEDED"
                    + " M_CAPTCHA_INVALID M_SERVER_NOT_TRUSTED M_CANNOT_LEAVE_SERVER_NOTICE_ROOM"
                    + " M_DUPLICATE_ANNOTATION M_CANNOT_OVERWRITE_MEDIA M_UNACTIONABLE"
                    + " M_THREEPID_IN_USE M_THREEPID_NOT_FOUND M_THREEPID_AUTH_FAILED M_THREEPID_DENIED"
                    + " M_THREEPID_MEDIUM_NOT_SUPPORTED M_UNABLE_TO_AUTHORISE_JOIN"
                    + " M_UNABLE_TO_GRANT_JOIN M_WRONG_ROOM_KEYS_VERSION M_URL_NOT_SET M_INVITE_BLOCKED"
                    + " M_NOT_IN_THREAD M_UNKNOWN_POS M_KEY_TOO_LARGE M_PROFILE_TOO_LARGE"
                    + " COM.EXAMPLE_ANYTHING";

    @ParameterizedTest
    @MethodSource("always")
    void meansTheSameWithAnyStatus(Ask ask, String errcode, Class<?> meaning) {
        for (int status : new int[] {400, 401, 403, 404, 409, 413, 429, 500, 502, 503, 504}) {
            boolean pauseIsAsked = status == 429 && meaning != ACCOUNT;
            assertThat(failure(ask, status, errcode))
                    .isInstanceOf(pauseIsAsked ? LIMITED : meaning)
                    .hasMessageContaining(status + " " + errcode)
                    .returns(status, MatrixException::getStatus)
                    .returns(errcode, MatrixException::getErrcode);
        }
    }

    static Stream<Arguments> always() {
        return Arrays.stream(Ask.values())
                .flatMap(
                        ask ->
                                ALWAYS.entrySet().stream()
                                        .flatMap(
                                                each ->
                                                        Arrays.stream(each.getValue().split(" "))
                                                                .map(
                                                                        errcode ->
                                                                                Arguments.of(
                                                                                        ask,
                                                                                        errcode,
                                                                                        each
                                                                                                .getKey()))));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void isRefusedOrUnavailableAsTheStatusSays(Ask ask, String errcode) {
        for (int status : new int[] {400, 403, 404, 409, 413}) {
            assertThat(failure(ask, status, errcode))
                    .isInstanceOf(ask.firstContact ? CONFIGURATION : REJECTED);
        }
        for (int status : new int[] {408, 500, 502, 503, 504}) {
            assertThat(failure(ask, status, errcode)).isInstanceOf(UNAVAILABLE);
        }
        assertThat(failure(ask, 429, errcode)).isInstanceOf(LIMITED);
        assertThat(failure(ask, 401, errcode))
                .isInstanceOf(ask.firstContact ? CONFIGURATION : ACCOUNT);
    }

    static Stream<Arguments> refusals() {
        return Arrays.stream(Ask.values())
                .flatMap(
                        ask ->
                                Arrays.stream(REFUSALS.split(" "))
                                        .map(errcode -> Arguments.of(ask, errcode)));
    }

    @ParameterizedTest
    @CsvSource({
        "401, M_UNAUTHORIZED,  SEND,     MatrixAccountException",
        "403, M_UNAUTHORIZED,  SEND,     MatrixAccountException",
        "401, M_UNAUTHORIZED,  LOGIN,    MatrixConfigurationException",
        "404, M_UNRECOGNIZED,  SEND,     MatrixRejectedException",
        "405, M_UNRECOGNIZED,  JOIN,     MatrixRejectedException",
        "404, M_UNRECOGNIZED,  LOGIN,    MatrixConfigurationException",
        "501, M_UNRECOGNIZED,  LOGIN,    MatrixUnavailableException",
        "600, ,                SEND,     MatrixUnavailableException",
        "999, M_FORBIDDEN,     SEND,     MatrixUnavailableException",
        "400, ,                SEND,     MatrixRejectedException",
        "404, ,                SEND,     MatrixRejectedException",
        "425, ,                SEND,     MatrixUnavailableException",
        "407, ,                SEND,     MatrixConfigurationException",
        "302, ,                SEND,     MatrixConfigurationException",
        "304, ,                LOGIN,    MatrixConfigurationException",
        "204, ,                SEND,     MatrixUnavailableException",
        "404, ,                LOGIN,    MatrixConfigurationException",
        "405, ,                LOGIN,    MatrixConfigurationException",
        "501, ,                LOGIN,    MatrixConfigurationException",
        "502, ,                LOGIN,    MatrixUnavailableException",
        "501, ,                SEND,     MatrixUnavailableException",
        "403, m_forbidden,     SEND,     MatrixRejectedException",
        "503, M FORBIDDEN,     SEND,     MatrixUnavailableException"
    })
    void goesByTheStatusWhereNoCodeSaysIt(int status, String errcode, Ask ask, String meaning) {
        assertThat(failure(ask, status, errcode).getClass().getSimpleName()).isEqualTo(meaning);
    }

    @Test
    void saysThatAServerForSomethingElseIsNoHomeserver() {
        assertThat(failure(Ask.LOGIN, 501, null))
                .hasMessageContaining("answered 501 without Matrix's JSON")
                .hasMessageContaining("set the option homeserverUrl to a Matrix homeserver");
    }

    @Test
    void saysThatTheHomeserverLacksTheEndpointThatItDoesNotRecognize() {
        assertThat(failure(Ask.SEND, 404, "M_UNRECOGNIZED"))
                .hasMessageContaining("the homeserver does not support this request")
                .hasMessageNotContaining("homeserverUrl");
        assertThat(failure(Ask.LOGIN, 404, "M_UNRECOGNIZED"))
                .hasMessageContaining("set the option homeserverUrl to a Matrix homeserver");
    }

    @Test
    void namesABlockedInvitation() {
        assertThat(failure(Ask.SEND, 403, "M_INVITE_BLOCKED"))
                .hasMessageContaining("takes no invitation of this account");
    }

    /** Each constant stands in the first column of a row that names the class that it becomes. */
    @Test
    void isInTheTableForUsers() throws IOException, IllegalAccessException {
        Map<String, String> documented = new TreeMap<>();
        String page = Files.readString(Path.of("..", "docs", "failures.md"));
        Matcher row =
                Pattern.compile("(?m)^\\|([^|]*)\\| `(Matrix[A-Za-z]+)` \\|([^|]*)\\|([^|]*)\\|$")
                        .matcher(page);
        while (row.find()) {
            Matcher code = Pattern.compile("`(M_[A-Z_]+)`").matcher(row.group(1));
            while (code.find()) {
                documented.put(code.group(1), row.group(2));
            }
        }
        Set<String> constants = new TreeSet<>();
        for (Field constant : ErrorCode.class.getFields()) {
            constants.add((String) constant.get(null));
        }
        assertThat(documented.keySet()).containsExactlyElementsOf(constants);
        assertThat(documented)
                .isEqualTo(
                        constants.stream()
                                .collect(
                                        Collectors.toMap(
                                                errcode -> errcode,
                                                errcode ->
                                                        failure(Ask.SEND, 400, errcode)
                                                                .getClass()
                                                                .getSimpleName())));
    }

    private static MatrixException failure(Ask ask, int status, String errcode) {
        Call call =
                new Call(
                        new ApiRequest("GET", URI.create("http://hs/"), null, null, 1),
                        ask.intent,
                        "check it",
                        ask.firstContact,
                        new Secret(Ask.SECRET));
        String body =
                errcode == null
                        ? "<html>"
                        : "{\"errcode\":\"%s\",\"error\":\"no\"}".formatted(errcode);
        return call.failure(
                new ApiResponse(
                        status, "http://other/", null, body.getBytes(StandardCharsets.UTF_8)));
    }
}
