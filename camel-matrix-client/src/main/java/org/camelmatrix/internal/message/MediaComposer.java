// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.MediaContent;
import org.camelmatrix.internal.outgoing.MediaFile;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.SendPlan;

/**
 * Makes the event of a file (Instant Messaging, "m.image", "m.audio", "m.video" and "m.file"), with
 * what is said about it (Instant Messaging, "Media captions").
 *
 * <p>Immutable; any thread may call it.
 */
public final class MediaComposer {

    /** What clients show in the room; other pictures are files to open elsewhere. */
    private static final Set<String> PICTURES =
            Set.of(
                    "image/png",
                    "image/jpeg",
                    "image/gif",
                    "image/webp",
                    "image/avif",
                    "image/heic",
                    "image/heif",
                    "image/bmp");

    private static final int FIRST = 4_096;

    private final TextContents contents = new TextContents(new HtmlAllowList());

    /**
     * The event of a file.
     *
     * @param file the file
     * @param caption what is said about it, or null
     * @param format how to read the caption
     * @return the event, all but the URIs of its files
     * @throws IOException if the file cannot be read
     * @throws MatrixRejectedException if the caption is too large
     */
    public SendPlan.Media.Part part(MediaFile file, String caption, MessageFormat format)
            throws IOException {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        String msgtype = msgtype(file);
        content.put("msgtype", msgtype);
        if (caption != null) {
            contents.putText(content, caption, TextForm.of(format));
        }
        if (content.path("body").asText().isBlank()) {
            content.put("body", file.name());
            content.remove("format");
            content.remove("formatted_body");
        }
        content.put("filename", file.name());
        ObjectNode info = content.putObject("info");
        info.put("mimetype", file.contentType()).put("size", file.length());
        MediaFile thumbnail = msgtype.equals("m.image") ? putPicture(info, file) : null;
        content.putObject(TextContents.MENTIONS);
        int size = MessageComposer.size(content);
        if (size > MessageComposer.MAXIMUM_CONTENT) {
            throw new MatrixRejectedException(
                    "The caption is too large for an event ("
                            + size
                            + " bytes of "
                            + MessageComposer.MAXIMUM_CONTENT
                            + "): shorten it, or send it as a message of its own");
        }
        return new SendPlan.Media.Part(
                new OutgoingEvent(EventType.MESSAGE, content), file, thumbnail);
    }

    /** Whether clients show pictures of a type in the room. */
    static boolean isPicture(String type) {
        return PICTURES.contains(type);
    }

    private static String msgtype(MediaFile file) throws IOException {
        String type = file.contentType();
        if (file.length() == 0) {
            return "m.file";
        }
        if (isPicture(type)) {
            return showsPicture(file.content()) ? "m.image" : "m.file";
        }
        if (type.startsWith("audio/")) {
            return "m.audio";
        }
        return type.startsWith("video/") ? "m.video" : "m.file";
    }

    /** Clients show a broken picture where the bytes are none, such as the page of an error. */
    private static boolean showsPicture(MediaContent content) throws IOException {
        try (InputStream in = content.open()) {
            FirstBytes shown = FirstBytes.of(in.readNBytes(FIRST));
            return shown != null && isPicture(shown.type());
        }
    }

    private static MediaFile putPicture(ObjectNode info, MediaFile file) throws IOException {
        Picture picture = Picture.of(file.content(), file.contentType());
        if (picture == null) {
            return null;
        }
        info.put("w", picture.width()).put("h", picture.height());
        Picture.Thumbnail thumbnail = picture.thumbnail();
        if (thumbnail == null || thumbnail.bytes().length >= file.length()) {
            return null;
        }
        info.putObject("thumbnail_info")
                .put("w", thumbnail.width())
                .put("h", thumbnail.height())
                .put("mimetype", thumbnail.type())
                .put("size", thumbnail.bytes().length);
        return MediaFile.of(
                MediaContent.of(thumbnail.bytes()), "thumbnail-" + file.name(), thumbnail.type());
    }
}
