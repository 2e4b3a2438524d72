package org.camelmatrix.component;

import java.util.concurrent.CompletableFuture;

/**
 * What a message can ask for: the table of contents.
 *
 * <p>Any thread may call. An operation that cannot be asked for throws, one that fails gives a
 * future that fails.
 */
final class Operations {

    private final MessageOperations messages;

    Operations(MatrixConfiguration options) {
        this.messages = new MessageOperations(options);
    }

    CompletableFuture<Outcome> perform(MatrixOperation operation, OperationCall call) {
        return switch (operation) {
            case SEND_MESSAGE -> messages.sendMessage(call);
            case EDIT -> messages.edit(call);
            case REACT -> messages.react(call);
            case REDACT -> messages.redact(call);
            case TYPING -> messages.typing(call);
            case RECEIPT -> messages.receipt(call);
        };
    }
}
