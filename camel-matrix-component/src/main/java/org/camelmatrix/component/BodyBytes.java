package org.camelmatrix.component;

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
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.client.FileContent;
import org.camelmatrix.event.MediaContent;
import org.camelmatrix.message.FileKind;

/**
 * A body that is bytes, before it is known whether they are a text or a file.
 *
 * <p>One thread at a time.
 *
 * @param beginning its first bytes, to tell what it is
 * @param name what the body itself says of its name, or null
 * @param body what is to be read as text, if it is one
 * @param content all of it where that can be read again, or else null
 * @param rest what follows the beginning where all can be read only once, or else null
 */
record BodyBytes(
        byte[] beginning, String name, Object body, MediaContent content, InputStream rest) {

    /** The stream that an earlier attempt has read, or what it takes to read it again. */
    private static final String READ_BEFORE = "CamelMatrixReadBefore";

    /**
     * The bytes of a body.
     *
     * @return null if the body is none of bytes
     * @throws IOException if they cannot be read
     * @throws MatrixRejectedException if the body is a stream that was read before
     */
    static BodyBytes of(Exchange exchange, Object body) throws IOException {
        if (body instanceof WrappedFile<?> wrapped) {
            return wrapped.getFile() instanceof File file
                    ? file(file.toPath(), body)
                    : of(exchange, wrapped.getBody());
        }
        if (body instanceof File file) {
            return file(file.toPath(), body);
        }
        if (body instanceof Path path && path.getFileSystem() == FileSystems.getDefault()) {
            return file(path, path.toFile());
        }
        if (body instanceof byte[] bytes) {
            return again(MediaContent.of(bytes), null, body);
        }
        if (body instanceof StreamCache cache
                && body instanceof InputStream
                && !(body instanceof MediaBody)
                && cache.length() > 0) {
            return again(new CachedContent(cache, exchange), null, body);
        }
        return body instanceof InputStream stream ? once(exchange, stream) : null;
    }

    private static BodyBytes file(Path path, Object body) throws IOException {
        Path name = path.getFileName();
        return again(FileContent.of(path), name == null ? null : name.toString(), body);
    }

    static BodyBytes ofText(String text) throws IOException {
        return again(MediaContent.of(text.getBytes(StandardCharsets.UTF_8)), null, text);
    }

    private static BodyBytes again(MediaContent content, String name, Object body)
            throws IOException {
        try (InputStream in = content.open()) {
            byte[] beginning = in.readNBytes(FileKind.BEGINNING);
            return new BodyBytes(beginning, name, body, content, null);
        }
    }

    /** What a stream of somebody else's says, such as an attachment's. */
    static BodyBytes once(InputStream stream) throws IOException {
        byte[] beginning = stream.readNBytes(FileKind.BEGINNING);
        if (beginning.length < FileKind.BEGINNING) {
            return new BodyBytes(
                    beginning,
                    null,
                    new ByteArrayInputStream(beginning),
                    MediaContent.of(beginning),
                    null);
        }
        return new BodyBytes(
                beginning,
                null,
                new SequenceInputStream(new ByteArrayInputStream(beginning), stream),
                null,
                stream);
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
        return new BodyBytes(file.beginning(), null, file.open(), file, null);
    }

    /**
     * All of the bytes.
     *
     * @param called what they are called
     * @param temporary where they are kept if they can be read only once
     * @param limit tells how many bytes the homeserver takes; asked only for these
     */
    MediaContent whole(String called, TemporaryFiles temporary, Supplier<OptionalLong> limit)
            throws IOException {
        return content == null ? temporary.keep(called, beginning, rest, limit.get()) : content;
    }
}
