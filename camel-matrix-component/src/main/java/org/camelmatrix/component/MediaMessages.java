// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import jakarta.activation.DataHandler;
import jakarta.activation.FileDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.attachment.Attachment;
import org.apache.camel.attachment.AttachmentMessage;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.component.internal.body.BodyBytes;
import org.camelmatrix.component.internal.body.BodyText;
import org.camelmatrix.component.internal.body.BodyType;
import org.camelmatrix.component.internal.body.TemporaryFiles;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.message.FileKind;
import org.camelmatrix.internal.message.FileName;
import org.camelmatrix.internal.message.MediaComposer;
import org.camelmatrix.internal.message.Oversize;
import org.camelmatrix.internal.outgoing.MediaFile;
import org.camelmatrix.internal.outgoing.SendPlan;

/**
 * Makes what is sent of a message that may have files: its body, or its attachments.
 *
 * <p>What a file is known by, so that it is sent once however often it is tried, follows from its
 * name, its type and its bytes (see {@link MediaFile#of}), and not from where it lies or when it
 * was uploaded. An upload whose answer is lost is made again, and may leave a file at the
 * homeserver that nobody uses; the event that points to the file is there once.
 *
 * <p>Any thread may call. A stream that can be read only once is read on the thread that calls.
 */
final class MediaMessages {

    private final MatrixConfiguration options;
    private final MessageBody text;
    private final MediaComposer composer = new MediaComposer();

    /**
     * @param text reads bodies that are no files
     */
    MediaMessages(MatrixConfiguration options, MessageBody text) {
        this.options = options;
        this.text = text;
    }

    /**
     * What is sent of a message.
     *
     * @param temporary where streams are kept until it is sent
     * @throws MatrixRejectedException if there is nothing to send, or it cannot be read
     */
    SendPlan toPlan(OperationCall call, TemporaryFiles temporary) {
        if (options.getMedia() == MediaPolicy.NEVER) {
            return text.toPlan(call.exchange());
        }
        try {
            Map<String, Attachment> attachments = attachments(call.exchange());
            SendPlan body = body(call, temporary, !attachments.isEmpty());
            if (attachments.isEmpty()) {
                return body;
            }
            List<SendPlan.Media.Part> parts = new ArrayList<>(parts(body));
            for (Map.Entry<String, Attachment> each : attachments.entrySet()) {
                parts.add(attachment(call, each, temporary));
            }
            return new SendPlan.Media(parts);
        } catch (IOException e) {
            throw BodyBytes.unreadable(e);
        }
    }

    /** The file in a body, whatever is in it. */
    MediaFile file(OperationCall call, TemporaryFiles temporary) {
        try {
            Object body = call.message().getBody();
            BodyBytes bytes = BodyBytes.of(call.exchange(), body);
            return file(call, bytes == null ? converted(call.message()) : bytes, temporary);
        } catch (IOException e) {
            throw BodyBytes.unreadable(e);
        }
    }

    /** The plan of the body, or null where attachments are all that there is. */
    private SendPlan body(OperationCall call, TemporaryFiles temporary, boolean mayBeEmpty)
            throws IOException {
        Object body = call.message().getBody();
        if (mayBeEmpty && (body == null || body instanceof String words && words.isBlank())) {
            return null;
        }
        BodyBytes bytes = BodyBytes.of(call.exchange(), body);
        if (bytes != null && bytes.length() == 0) {
            throw empty(call, bytes);
        }
        if (options.getMedia() == MediaPolicy.ALWAYS && !isContent(body)) {
            BodyBytes all = bytes == null ? converted(call.message()) : bytes;
            return media(call, file(call, all, temporary));
        }
        if (bytes == null) {
            return text.toPlan(call.exchange());
        }
        BodyType type = BodyType.of(call.message(), bytes);
        return isText(call, bytes, type)
                ? text(call, bytes, type, temporary)
                : media(call, file(call, bytes, temporary));
    }

    private static MatrixRejectedException empty(OperationCall call, BodyBytes bytes) {
        String name = BodyType.of(call.message(), bytes).name();
        return new MatrixRejectedException(
                name == null
                        ? "The body is empty, and a room shows no empty message: set a body before"
                                + " the matrix endpoint, or filter such exchanges out"
                        : "The file " + name + " is empty, and a room shows no empty message");
    }

    /** What is longer than any message is not read into memory to find that out. */
    private SendPlan text(
            OperationCall call, BodyBytes bytes, BodyType type, TemporaryFiles temporary)
            throws IOException {
        BodyBytes read = bytes.read(BodyText.LONGEST + 1);
        if (read.length() > BodyText.LONGEST && options.getOversize() == Oversize.FILE) {
            return media(call, file(call, read, temporary));
        }
        String name = type.name();
        Optional<String> words = BodyText.decoded(call.exchange(), read, type);
        if (words.isEmpty() && name != null) {
            return media(call, file(call, read, temporary));
        }
        SendPlan plan = text.toPlan(words.orElseThrow(BodyText::unreadable), type);
        return plan instanceof SendPlan.FileThenEvent file && name != null
                ? file.named(name)
                : plan;
    }

    private static boolean isContent(Object body) {
        return body == null || MessageBody.isContent(body);
    }

    private static BodyBytes converted(Message message) throws IOException {
        String words = message.getBody(String.class);
        if (words == null) {
            throw new MatrixRejectedException(
                    "The body is empty, or nothing that is a file: set a body before the matrix"
                            + " endpoint");
        }
        return BodyBytes.ofText(words);
    }

    private SendPlan media(OperationCall call, MediaFile file) throws IOException {
        return new SendPlan.Media(
                List.of(
                        composer.part(
                                file,
                                call.text(MatrixConstants.OVERRIDE_CAPTION),
                                options.getFormat())));
    }

    /** A body whose character set is named is text. */
    private static boolean isText(OperationCall call, BodyBytes bytes, BodyType type) {
        return call.exchange().getProperty(Exchange.CHARSET_NAME) != null
                        && FileKind.of(null, null, bytes.beginning()).equals(FileKind.UNKNOWN)
                || FileKind.isText(FileKind.of(type.said(), type.name(), bytes.beginning()));
    }

    private static MediaFile file(OperationCall call, BodyBytes bytes, TemporaryFiles temporary)
            throws IOException {
        BodyType said = BodyType.of(call.message(), bytes);
        String type = FileKind.of(said.said(), said.name(), bytes.beginning(), bytes.content());
        return file(call, bytes, said.name(), type, temporary);
    }

    private static MediaFile file(
            OperationCall call, BodyBytes bytes, String name, String type, TemporaryFiles temporary)
            throws IOException {
        String called = name == null ? FileKind.nameOf(type) : name;
        Supplier<OptionalLong> limit = () -> largestUpload(call);
        return MediaFile.of(bytes.whole(called, temporary, limit), called, type);
    }

    /** Waits for the answer, as a read of a stream waits for bytes. */
    private static OptionalLong largestUpload(OperationCall call) {
        try {
            return call.<OptionalLong>withoutRoom(
                            (account, room) -> call.uploads().largest(account))
                    .get();
        } catch (ExecutionException e) {
            Throwable cause = MatrixFailure.cause(e);
            throw cause instanceof MatrixException reason
                    ? reason
                    : new MatrixUnavailableException(
                            "The homeserver was not asked how large a file may be", cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MatrixUnavailableException(
                    "The thread was interrupted before the file was read", e);
        }
    }

    private static Map<String, Attachment> attachments(Exchange exchange) {
        AttachmentMessage message = exchange.getMessage(AttachmentMessage.class);
        return message == null || !message.hasAttachments()
                ? Map.of()
                : message.getAttachmentObjects();
    }

    private static List<SendPlan.Media.Part> parts(SendPlan body) {
        if (body == null) {
            return List.of();
        }
        if (body instanceof SendPlan.Media media) {
            return media.parts();
        }
        if (body instanceof SendPlan.FileThenEvent file) {
            return List.of(
                    new SendPlan.Media.Part(file.eventWithoutUrl(), file.files().get(0), null));
        }
        return body.events().stream().map(SendPlan.Media.Part::of).toList();
    }

    private SendPlan.Media.Part attachment(
            OperationCall call, Map.Entry<String, Attachment> attachment, TemporaryFiles temporary)
            throws IOException {
        DataHandler data = attachment.getValue().getDataHandler();
        String own = FileName.safe(data.getName());
        String name = own == null ? FileName.safe(attachment.getKey()) : own;
        if (data.getDataSource() instanceof FileDataSource file) {
            BodyBytes bytes = BodyBytes.of(call.exchange(), file.getFile());
            return attachment(call, data, bytes, name, temporary);
        }
        try (InputStream in = data.getInputStream()) {
            return attachment(call, data, BodyBytes.once(in), name, temporary);
        }
    }

    private SendPlan.Media.Part attachment(
            OperationCall call,
            DataHandler data,
            BodyBytes bytes,
            String name,
            TemporaryFiles temporary)
            throws IOException {
        String type = FileKind.of(data.getContentType(), name, bytes.beginning(), bytes.content());
        return composer.part(file(call, bytes, name, type, temporary), null, options.getFormat());
    }
}
