package org.camelmatrix.runner.setup;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.camelmatrix.MatrixException;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixConstants;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sends a message, as a route would. */
@Command(
        name = "send",
        description = "Send a message, as a route would; the account joins where it has to.")
final class Send extends AccountStep {

    @Parameters(
            index = "0",
            paramLabel = "ROOM",
            description = "!id, #alias:server, a matrix: URI or a matrix.to link.")
    private String room;

    @Parameters(index = "1", paramLabel = "TEXT", description = "Markdown.")
    private String text;

    Send(Program program) {
        super(program);
    }

    @Override
    String run(Connection connection, Sessions sessions) throws IOException {
        Forms.room(room);
        use(connection.options(), sessions.current());
        try (ProducerTemplate template = connection.camelContext().createProducerTemplate()) {
            Exchange sent =
                    template.send(
                            connection.endpoint(),
                            exchange -> {
                                exchange.getMessage().setBody(text);
                                exchange.getMessage()
                                        .setHeader(MatrixConstants.OVERRIDE_ROOM, room);
                            });
            if (sent.getException() instanceof MatrixException reason) {
                throw reason;
            }
            if (sent.getException() != null) {
                throw new IllegalStateException(sent.getException());
            }
            Message message = sent.getMessage();
            return "Sent to the room "
                    + message.getHeader(MatrixConstants.ROOM_ID)
                    + " as "
                    + message.getHeader(MatrixConstants.EVENT_ID)
                    + '.';
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
