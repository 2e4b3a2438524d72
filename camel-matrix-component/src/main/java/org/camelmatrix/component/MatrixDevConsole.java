// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.camelmatrix.internal.account.AccountStatus;

/** Camel's console {@code matrix}: how the accounts are, and what the endpoints have sent. */
@DevConsole(name = "matrix", displayName = "Matrix", description = "Matrix accounts and endpoints")
public class MatrixDevConsole extends AbstractDevConsole {

    public MatrixDevConsole() {
        super("camel", "matrix", "Matrix", "Matrix accounts and endpoints");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        accounts().map(MatrixDevConsole::json).forEach(account -> line(text, "Account:", account));
        endpoints()
                .map(MatrixDevConsole::json)
                .forEach(endpoint -> line(text, "Endpoint:", endpoint));
        return text.toString();
    }

    private static void line(StringBuilder text, String title, JsonObject values) {
        text.append(title);
        values.forEach(
                (name, value) -> text.append("\n    ").append(name).append(": ").append(value));
        text.append('\n');
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        JsonObject root = new JsonObject();
        root.put("accounts", array(accounts().map(MatrixDevConsole::json)));
        root.put("endpoints", array(endpoints().map(MatrixDevConsole::json)));
        return root;
    }

    private static JsonArray array(Stream<JsonObject> objects) {
        return new JsonArray(objects.toList());
    }

    private static JsonObject json(AccountStatus status) {
        JsonObject json = new JsonObject();
        put(json, "homeserver", status.homeserverUrl());
        put(json, "user", status.user());
        put(json, "device", status.deviceId());
        json.put("up", status.isUp());
        json.put("signedIn", status.signedIn());
        json.put("reachable", status.reachable());
        json.put("refused", status.refused());
        put(json, "lastContact", status.lastContact());
        put(json, "limitedUntil", status.limitedUntil());
        json.put("pending", status.pending());
        put(json, "lastFailure", status.lastFailure());
        put(json, "receivingTrouble", status.receivingTrouble());
        return json;
    }

    private static JsonObject json(MatrixEndpoint endpoint) {
        JsonObject json = new JsonObject();
        json.put("uri", endpoint.getEndpointUri());
        json.put("sent", endpoint.getSent());
        json.put("refused", endpoint.getRefused());
        json.put("retried", endpoint.getRetried());
        json.put("limited", endpoint.getLimited());
        json.put("pending", endpoint.getPending());
        json.put("meanLatency", endpoint.getMeanLatency());
        json.put("longestLatency", endpoint.getLongestLatency());
        json.put("received", endpoint.getReceived());
        json.put("completed", endpoint.getCompleted());
        json.put("repeated", endpoint.getRepeated());
        json.put("skipped", endpoint.getSkipped());
        json.put("gaps", endpoint.getGaps());
        json.put("undecrypted", endpoint.getUndecrypted());
        json.put("unreadable", endpoint.getUnreadable());
        json.put("intruders", endpoint.getIntruders());
        return json;
    }

    private static void put(JsonObject json, String name, Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }

    private Stream<AccountStatus> accounts() {
        return getCamelContext().getComponentNames().stream()
                .map(getCamelContext()::hasComponent)
                .filter(MatrixComponent.class::isInstance)
                .map(component -> ((MatrixComponent) component).accounts())
                .filter(Objects::nonNull)
                .map(MatrixAccounts::statuses)
                .flatMap(Collection::stream);
    }

    private Stream<MatrixEndpoint> endpoints() {
        return List.copyOf(getCamelContext().getEndpoints()).stream()
                .filter(MatrixEndpoint.class::isInstance)
                .map(MatrixEndpoint.class::cast);
    }
}
