// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

/**
 * The quote of the answered message that older clients put before a reply (Client-Server API,
 * "Fallbacks for rich replies" up to v1.12). It is no part of the text.
 */
final class ReplyQuote {

    private static final String HTML_BEGIN = "<mx-reply>";
    private static final String HTML_END = "</mx-reply>";

    private ReplyQuote() {}

    /** The texts of an event without a quote, where its relation says that there may be one. */
    static PlainContent without(PlainContent texts, Relation relation) {
        return mayQuote(relation)
                ? new PlainContent(
                        texts.msgtype(),
                        withoutQuote(texts.body()),
                        texts.format(),
                        withoutQuotedHtml(texts.formattedBody()))
                : texts;
    }

    /** An edit keeps the relation of the message that it is about, which may be a reply. */
    private static boolean mayQuote(Relation relation) {
        return relation instanceof Relation.Reply
                || relation instanceof Relation.Replacement
                || (relation instanceof Relation.Thread thread && thread.replyTo() != null);
    }

    private static String withoutQuote(String body) {
        if (body == null || !(body.startsWith("> <@") || body.startsWith("> * <@"))) {
            return body;
        }
        int start = 0;
        while (start < body.length() && body.charAt(start) == '>') {
            int end = body.indexOf('\n', start);
            start = end < 0 ? body.length() : end + 1;
        }
        return body.substring(body.startsWith("\n", start) ? start + 1 : start);
    }

    private static String withoutQuotedHtml(String html) {
        int start = html == null ? -1 : html.indexOf(HTML_BEGIN);
        int end = start < 0 ? -1 : html.indexOf(HTML_END, start);
        return end < 0 ? html : html.substring(0, start) + html.substring(end + HTML_END.length());
    }
}
