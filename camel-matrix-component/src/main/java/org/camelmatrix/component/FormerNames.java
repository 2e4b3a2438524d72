// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names that options and headers had before version 0.1.0, and the names that they have now.
 */
final class FormerNames {

    /** Former names of options in lower case, and the present names. */
    static final Map<String, String> OPTIONS =
            Map.of(
                    "msgtype", "messageType",
                    "msgtypes", "onlyMessageTypes",
                    "eventtypes", "onlyEventTypes",
                    "senders", "onlySenders",
                    "mentionsonly", "onlyMentions");

    /** Former names of headers in lower case, and the present names. */
    static final Map<String, String> HEADERS =
            Stream.of(
                            MatrixConstants.OVERRIDE_OPERATION,
                            MatrixConstants.OVERRIDE_TARGET_EVENT,
                            MatrixConstants.OVERRIDE_REPLY_TO,
                            MatrixConstants.OVERRIDE_THREAD_ROOT,
                            MatrixConstants.OVERRIDE_MENTION_USERS,
                            MatrixConstants.OVERRIDE_REASON,
                            MatrixConstants.OVERRIDE_TYPING_TIMEOUT,
                            MatrixConstants.OVERRIDE_RECEIPT_TYPE,
                            MatrixConstants.OVERRIDE_TARGET_USER,
                            MatrixConstants.OVERRIDE_ROOM_PRESET,
                            MatrixConstants.OVERRIDE_ROOM_NAME,
                            MatrixConstants.OVERRIDE_ROOM_TOPIC,
                            MatrixConstants.OVERRIDE_ROOM_ALIAS,
                            MatrixConstants.OVERRIDE_ROOM_VERSION,
                            MatrixConstants.OVERRIDE_ROOM_ENCRYPTED,
                            MatrixConstants.OVERRIDE_INVITE_USERS,
                            MatrixConstants.OVERRIDE_MEMBERSHIP,
                            MatrixConstants.OVERRIDE_HISTORY_FROM,
                            MatrixConstants.OVERRIDE_HISTORY_TO,
                            MatrixConstants.OVERRIDE_HISTORY_LIMIT,
                            MatrixConstants.OVERRIDE_HISTORY_DIRECTION,
                            MatrixConstants.OVERRIDE_REQUEST_METHOD,
                            MatrixConstants.OVERRIDE_REQUEST_PATH,
                            MatrixConstants.OVERRIDE_THUMBNAIL_WIDTH,
                            MatrixConstants.OVERRIDE_THUMBNAIL_HEIGHT,
                            MatrixConstants.OVERRIDE_THUMBNAIL_METHOD)
                    .collect(Collectors.toMap(FormerNames::former, present -> present));

    static {
        HEADERS.put("camelmatrixsendcaption", MatrixConstants.OVERRIDE_CAPTION);
        HEADERS.put("camelmatrixeventids", MatrixConstants.SPLIT_EVENT_IDS);
    }

    private FormerNames() {}

    /** Most headers have got the word Override. */
    private static String former(String present) {
        return present.toLowerCase(Locale.ROOT).replace("override", "");
    }

    /** The present name of an option, or null if the name is not a former one. */
    static String ofOption(String name) {
        return OPTIONS.get(name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT));
    }

    /** The present name of a header, or null if the name is not a former one. */
    static String ofHeader(String name) {
        return HEADERS.get(name.toLowerCase(Locale.ROOT));
    }
}
