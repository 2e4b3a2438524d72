// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component.internal.body;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.MediaContent;
import org.camelmatrix.internal.http.FileContent;
import org.camelmatrix.internal.message.FileKind;

/**
 * A body that is bytes, before it is known whether they are a text or a file.
 *
 * <p>One thread at a time.
 *
 * @param beginning its first bytes, to tell what it is
 * @param name what the body itself says of its name, or null
 * @param content all of it where that can be read again, or else null
 * @param rest what follows the beginning where all can be read only once, or else null
 */
public record BodyBytes(byte[] beginning, String name, MediaContent content, InputStream rest) {

    /** The stream that an earlier attempt has read, or what it takes to read it again. */
    private static final String READ_BEFORE = "CamelMatrixReadBefore";

    /**
     * The bytes of a body.
     *
     * @return null if the body is none of bytes
     * @throws IOException if they cannot be read
     * @throws MatrixRejectedException if the body is a stream that was read before
     */
    public static BodyBytes of(Exchange exchange, Object body) throws IOException {
        if (body instanceof WrappedFile<?> wrapped) {
            return wrapped.getFile() instanceof File file
                    ? file(file.toPath())
                    : of(exchange, wrapped.getBody());
        }
        if (body instanceof File file) {
            return file(file.toPath());
        }
        if (body instanceof Path path && path.getFileSystem() == FileSystems.getDefault()) {
            return file(path);
        }
        if (body instanceof byte[] bytes) {
            return again(MediaContent.of(bytes), null);
        }
        if (body instanceof StreamCache cache
                && body instanceof InputStream
                && !(body instanceof MediaBody)
                && cache.length() > 0) {
            return again(new CachedContent(cache, exchange), null);
        }
        return body instanceof InputStream stream ? once(exchange, stream) : null;
    }

    private static BodyBytes file(Path path) throws IOException {
        Path name = path.getFileName();
        return again(FileContent.of(path), name == null ? null : name.toString());
    }

    public static BodyBytes ofText(String text) throws IOException {
        return again(MediaContent.of(text.getBytes(StandardCharsets.UTF_8)), null);
    }

    private static BodyBytes again(MediaContent content, String name) throws IOException {
        try (InputStream in = content.open()) {
            byte[] beginning = in.readNBytes(FileKind.BEGINNING);
            return new BodyBytes(beginning, name, content, null);
        }
    }

    /** What a stream of somebody else's says, such as an attachment's. */
    public static BodyBytes once(InputStream stream) throws IOException {
        return once(stream, FileKind.BEGINNING);
    }

    private static BodyBytes once(InputStream stream, int most) throws IOException {
        byte[] beginning = stream.readNBytes(most);
        return beginning.length < most
                ? new BodyBytes(beginning, null, MediaContent.of(beginning), null)
                : new BodyBytes(beginning, null, null, stream);
    }

    /** A stream that nobody keeps; the exchange remembers that it was read. */
    private static BodyBytes once(Exchange exchange, InputStream stream) throws IOException {
        if (stream instanceof StreamCache cache) {
            if (cache.position() > 0) {
                cache.reset();
            }
            return once(stream);
        }
        Object before = exchange.getProperty(READ_BEFORE);
        if (before instanceof FileStreamContent file && file.isOf(stream)) {
            return again(file);
        }
        if (before == stream) {
            throw new MatrixRejectedException(
                    "The stream in the body was read by an earlier attempt to send it, and cannot be"
                            + " read again: turn Camel's stream caching on, or set a body that can"
                            + " be read again, such as a File");
        }
        exchange.setProperty(READ_BEFORE, stream);
        BodyBytes bytes = once(stream);
        if (bytes.rest == null) {
            return bytes;
        }
        FileStreamContent file = FileStreamContent.of(stream, bytes.beginning);
        if (file == null) {
            return bytes;
        }
        exchange.setProperty(READ_BEFORE, file);
        return again(file);
    }

    private static BodyBytes again(FileStreamContent file) throws IOException {
        return new BodyBytes(file.beginning(), null, file, null);
    }

    /**
     * The same with more of a stream that can be read only once: so many bytes of it, or all that
     * there are.
     */
    public BodyBytes read(int most) throws IOException {
        if (content != null || beginning.length >= most) {
            return this;
        }
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(beginning), rest);
        BodyBytes more = once(all, most);
        return new BodyBytes(more.beginning, name, more.content, rest);
    }

    /** How many bytes there are, or at least are known. */
    public long length() {
        return content == null ? beginning.length : content.length();
    }

    /** A received file is read from the homeserver, which may have it another time. */
    public static MatrixException unreadable(IOException e) {
        if (e.getCause() instanceof MatrixException reason) {
            return reason;
        }
        return new MatrixRejectedException(
                "The file to be sent cannot be read: "
                        + e.getClass().getSimpleName()
                        + ": "
                        + e.getMessage(),
                e);
    }

    /**
     * All of the bytes.
     *
     * @param called what they are called
     * @param temporary where they are kept if they can be read only once
     * @param limit tells how many bytes the homeserver takes; asked only for these
     */
    public MediaContent whole(String called, TemporaryFiles temporary, Supplier<OptionalLong> limit)
            throws IOException {
        return content == null ? temporary.keep(called, beginning, rest, limit.get()) : content;
    }
}
