package org.camelmatrix.event;

/**
 * The content of an event that tells no more than a text, as most do: it belongs to no other event,
 * mentions nobody, has no file, takes nothing back, and was not sent by this very device. So there
 * is no need to look into the whole event for any of that.
 *
 * @param msgtype the kind of message, or null
 * @param body the text, or null
 * @param format the format of the other text, or null
 * @param formattedBody the text in that format, or null
 */
public record PlainContent(String msgtype, String body, String format, String formattedBody) {}
