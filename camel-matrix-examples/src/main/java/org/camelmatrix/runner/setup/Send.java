// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.camelmatrix.MatrixException;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.component.MediaPolicy;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.internal.message.Oversize;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a message, as a route would. */
@Command(
        name = "send",
        description = {
            "Send a message, as a route would; the account joins where it has to.",
            "A text that is too large for a message is sent as a file."
        })
final class Send extends AccountStep {

    private static final String STANDARD_INPUT = "-";
    private static final int LONGEST_INPUT = 16 << 20;

    private final InputStream input;

    @Parameters(
            index = "0",
            paramLabel = "ROOM",
            description = "!id, #alias:server, a matrix: URI or a matrix.to link.")
    private String room;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "TEXT",
            description = {
                "Markdown; several words are one text, and - reads standard input.",
                "With --file it is the caption."
            })
    private List<String> words = List.of();

    @Option(names = "--file", paramLabel = "FILE", description = "Send this file.")
    private Path file;

    Send(Program program, InputStream input) {
        super(program);
        this.input = input;
    }

    @Override
    String run(Connection connection, Sessions sessions) throws IOException {
        Recipient recipient = Forms.room(room);
        requireContent();
        String text = text();
        use(connection.options(), sessions.current());
        connection.options().setOversize(Oversize.FILE);
        if (file != null) {
            connection.options().setMedia(MediaPolicy.ALWAYS);
        }
        try (ProducerTemplate template = connection.camelContext().createProducerTemplate()) {
            Exchange sent =
                    template.send(
                            connection.endpoint(), exchange -> fill(exchange.getMessage(), text));
            if (sent.getException() instanceof MatrixException reason) {
                throw reason;
            }
            if (sent.getException() != null) {
                throw new IllegalStateException(sent.getException());
            }
            Message message = sent.getMessage();
            return "Sent to "
                    + Forms.named(
                            recipient, message.getHeader(MatrixConstants.ROOM_ID, String.class))
                    + " as "
                    + message.getHeader(MatrixConstants.EVENT_ID)
                    + '.';
        }
    }

    private void requireContent() {
        if (file == null && words.isEmpty()) {
            throw new UsageException(
                    "There is nothing to send: give a text, - to read it from standard input, or"
                            + " --file.");
        }
        if (file != null && (!Files.isReadable(file) || Files.isDirectory(file))) {
            throw new UsageException("There is no file " + file + " that can be read (--file).");
        }
    }

    private String text() throws IOException {
        return words.equals(List.of(STANDARD_INPUT)) ? standardInput() : String.join(" ", words);
    }

    private String standardInput() throws IOException {
        byte[] bytes = input.readNBytes(LONGEST_INPUT + 1);
        if (bytes.length > LONGEST_INPUT) {
            throw new UsageException(
                    "Standard input has more than 16 MiB: send it as a file, with --file.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .stripTrailing();
        } catch (CharacterCodingException e) {
            throw new UsageException(
                    "Standard input is no text in UTF-8: send it as a file, with --file.", e);
        }
    }

    private void fill(Message message, String text) {
        message.setHeader(MatrixConstants.OVERRIDE_ROOM, room);
        message.setBody(file == null ? text : file.toFile());
        if (file != null && !text.isBlank()) {
            message.setHeader(MatrixConstants.OVERRIDE_CAPTION, text);
        }
    }

    /** The component takes the session as it is, and need not sign in. */
    private static void use(MatrixConfiguration options, SignedIn account) {
        options.setHomeserverUrl(account.client().baseUrl().value());
        options.setUserId(account.user().value());
        options.setAccessToken(account.credentials().accessToken().value());
        options.setDeviceId(account.deviceId());
        options.setPassword(null);
        options.setAuthenticationToken(null);
    }
}
