// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.account.SignedIn;
import org.camelmatrix.internal.http.RawClient;
import org.camelmatrix.internal.message.EventContent;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.SendPlan;

/**
 * Events and requests of any kind.
 *
 * <p>Any thread may call.
 */
final class RawOperations {

    private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE");

    CompletableFuture<Outcome> sendEvent(OperationCall call) {
        EventKind kind = EventKind.required(call);
        ObjectNode content =
                EventContent.checked(JsonBody.of(call, "the content of " + kind.type()));
        return call.send(SendPlan.Events.of(new OutgoingEvent(kind.type(), content)))
                .thenApply(Outcome.Sent::new);
    }

    CompletableFuture<Outcome> request(OperationCall call) {
        String method = method(call);
        String path = path(call);
        ObjectNode body = body(call, method);
        return call.withoutRoom(
                        (account, none) ->
                                requireNotInClear(call, account, method, path)
                                        .thenCompose(
                                                may -> request(call, account, method, path, body)))
                .thenApply(
                        answer ->
                                new Outcome.Body(
                                        answer.json(),
                                        Map.of(MatrixConstants.RESPONSE_STATUS, answer.status())));
    }

    /** A request must not go past the encryption of messages. */
    private static CompletableFuture<Void> requireNotInClear(
            OperationCall call, SignedIn account, String method, String path) {
        Optional<RequestPath.RoomEvent> event =
                method.equals("PUT") || method.equals("POST")
                        ? RequestPath.sentEvent(path)
                        : Optional.empty();
        return event.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : call.requireMaySendInClear(account, event.get().room(), event.get().type());
    }

    private static CompletableFuture<RawClient.RawAnswer> request(
            OperationCall call, SignedIn account, String method, String path, ObjectNode body) {
        Supplier<CompletableFuture<RawClient.RawAnswer>> request =
                () -> account.client().raw().request(account.who(), method, path, body);
        Optional<RoomId> encrypted =
                method.equals("PUT") ? RequestPath.encryptedRoom(path) : Optional.empty();
        CompletableFuture<RawClient.RawAnswer> answer =
                encrypted.isEmpty()
                        ? request.get()
                        : call.whileEncrypting(account, encrypted.get(), request);
        return answer.whenComplete((obeyed, failure) -> call.changed());
    }

    private static String method(OperationCall call) {
        String named = call.text(MatrixConstants.OVERRIDE_REQUEST_METHOD);
        String method = named == null ? "GET" : named.toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw new MatrixRejectedException(
                    "The header "
                            + MatrixConstants.OVERRIDE_REQUEST_METHOD
                            + " is GET, PUT, POST or DELETE");
        }
        return method;
    }

    private static String path(OperationCall call) {
        String path =
                call.requiredText(MatrixConstants.OVERRIDE_REQUEST_PATH, "the path of the request");
        if (!RequestPath.isValid(path)) {
            throw new MatrixRejectedException(
                    "The header "
                            + MatrixConstants.OVERRIDE_REQUEST_PATH
                            + " is not valid: it is a path below /_matrix/ or /_synapse/ of the"
                            + " account's homeserver, percent-encoded, without .. and without an"
                            + " access token");
        }
        return path;
    }

    /** What triggered a GET or DELETE is no body of it. */
    private static ObjectNode body(OperationCall call, String method) {
        if (method.equals("GET") || method.equals("DELETE")) {
            return null;
        }
        return call.message().getBody() == null
                ? JsonNodeFactory.instance.objectNode()
                : JsonBody.of(call, "the body of the request");
    }
}
