// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Section "Content Repository": upload and download, as bytes; no picture is made smaller. */
final class MediaApi {
    private static final String ANY_TYPE = "application/octet-stream";
    private static final long LARGEST_STORE = 256L << 20;

    /** Section "Serving inline content". */
    private static final Set<String> INLINE =
            Set.of(
                    "text/css",
                    "text/plain",
                    "text/csv",
                    "application/json",
                    "application/ld+json",
                    "image/jpeg",
                    "image/gif",
                    "image/png",
                    "image/apng",
                    "image/webp",
                    "image/avif",
                    "video/mp4",
                    "video/webm",
                    "video/ogg",
                    "video/quicktime",
                    "audio/mp4",
                    "audio/webm",
                    "audio/aac",
                    "audio/mpeg",
                    "audio/ogg",
                    "audio/wave",
                    "audio/wav",
                    "audio/x-wav",
                    "audio/x-pn-wav",
                    "audio/flac",
                    "audio/x-flac");

    private final String serverName;
    private final int largestUpload;
    private final Ids ids;
    private final MediaStore store;

    MediaApi(Settings settings, Ids ids) {
        this.serverName = settings.serverName();
        this.largestUpload = settings.largestUpload();
        this.ids = ids;
        this.store = new MediaStore(Math.max(LARGEST_STORE, largestUpload));
    }

    ObjectNode config() {
        return Json.object().put("m.upload.size", largestUpload);
    }

    ObjectNode upload(Call call) {
        Body body = call.body();
        if (!body.lengthIsGiven()) {
            throw MatrixError.unknown(400, "Request must specify a Content-Length");
        }
        if (body.bytes().length > largestUpload) {
            throw MatrixError.of(413, "M_TOO_LARGE", "Upload request body is too large");
        }
        String mediaId = ids.mediaId();
        store.add(
                mediaId,
                new MediaFile(
                        body.bytes(),
                        Optional.ofNullable(body.contentType()).orElse(ANY_TYPE),
                        call.query("filename").filter(name -> !name.isEmpty()),
                        call.user()));
        return Json.object().put("content_uri", prefix() + mediaId);
    }

    private String prefix() {
        return "mxc://" + serverName + "/";
    }

    /** A thumbnail is the file itself: the smallest one that is at least as large as asked for. */
    Answer thumbnail(Call call) {
        for (String parameter : List.of("width", "height")) {
            String value =
                    call.query(parameter).orElseThrow(() -> MatrixError.missingParam(parameter));
            if (!value.matches("[1-9][0-9]{0,8}")) {
                throw MatrixError.invalidParam(
                        "Query parameter " + parameter + " must be an integer above 0");
            }
        }
        MediaFile file = file(call);
        if (!file.contentType().startsWith("image/")) {
            throw MatrixError.unknown(400, "Cannot make thumbnails of " + file.contentType());
        }
        return download(call);
    }

    Answer download(Call call) {
        MediaFile file = file(call);
        Optional<String> name = Optional.ofNullable(call.path("fileName")).or(file::fileName);
        return new Answer(200, withCharset(file.contentType()), file.content(), Map.of())
                .withHeader("Content-Disposition", disposition(file.contentType(), name))
                .withHeader("Content-Security-Policy", "sandbox; default-src 'none'")
                .withHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }

    private MediaFile file(Call call) {
        if (!call.path("serverName").equals(serverName)) {
            throw MatrixError.forbidden("Federation denied with " + call.path("serverName"));
        }
        return store.find(call.path("mediaId"))
                .orElseThrow(() -> MatrixError.notFound("Not found"));
    }

    private static String withCharset(String contentType) {
        String plain = contentType.toLowerCase(Locale.ROOT);
        boolean text = plain.startsWith("text/") || plain.startsWith("application/json");
        return text && !plain.contains("charset") ? contentType + "; charset=UTF-8" : contentType;
    }

    private static String disposition(String contentType, Optional<String> name) {
        String plain = contentType.toLowerCase(Locale.ROOT).split(";")[0].strip();
        String disposition = INLINE.contains(plain) ? "inline" : "attachment";
        return disposition + name.map(MediaApi::parameter).orElse("");
    }

    /** RFC 6266: as it is where all characters are harmless, else percent-encoded. */
    private static String parameter(String name) {
        if (name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
            return "; filename=" + name;
        }
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return "; filename*=utf-8''" + encoded.replace("*", "%2A");
    }

    /** The file behind {@code mxc://…}; empty when there is none. */
    Optional<MediaFile> find(String uri) {
        return Optional.of(uri)
                .filter(u -> u.startsWith(prefix()))
                .flatMap(u -> store.find(u.substring(prefix().length())));
    }
}
