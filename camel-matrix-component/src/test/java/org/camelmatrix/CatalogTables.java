// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The tables of docs/options.md, made from the component's catalog entry. */
final class CatalogTables {

    private final JsonNode catalog;

    CatalogTables(JsonNode catalog) {
        this.catalog = catalog;
    }

    /** A table for each group of options. */
    String options() {
        return groups(
                catalog.get("properties"),
                "%s",
                "| option | default | what it is |\n|---|---|---|\n",
                option -> option.getValue().get("kind").asText().equals("parameter"),
                CatalogTables::row);
    }

    String componentOptions() {
        JsonNode endpointOptions = catalog.get("properties");
        StringBuilder table =
                new StringBuilder("| option | default | what it is |\n|---|---|---|\n");
        catalog.get("componentProperties").properties().stream()
                .filter(option -> !endpointOptions.has(option.getKey()))
                .forEach(option -> table.append(row(option)));
        return table.toString();
    }

    String headers() {
        return groups(
                catalog.get("headers"),
                "Headers (%s)",
                "| header | type | what it is |\n|---|---|---|\n",
                header -> true,
                header ->
                        "| `%s` | `%s` | %s |\n"
                                .formatted(
                                        header.getKey(),
                                        shortType(header.getValue()),
                                        text(header.getValue())));
    }

    private interface Row {
        String of(Map.Entry<String, JsonNode> entry);
    }

    private static String groups(
            JsonNode entries,
            String heading,
            String head,
            Predicate<Map.Entry<String, JsonNode>> listed,
            Row row) {
        Map<String, StringBuilder> groups = new LinkedHashMap<>();
        entries.properties().stream()
                .filter(listed)
                .forEach(
                        entry ->
                                groups.computeIfAbsent(
                                                entry.getValue().path("group").asText("common"),
                                                group -> new StringBuilder(head))
                                        .append(row.of(entry)));
        return groups.entrySet().stream()
                .map(group -> titled(heading, group.getKey()) + group.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static String titled(String heading, String group) {
        String title = heading.formatted(group);
        return "### "
                + title.substring(0, 1).toUpperCase(Locale.ROOT)
                + title.substring(1)
                + "\n\n";
    }

    private static String row(Map.Entry<String, JsonNode> entry) {
        JsonNode option = entry.getValue();
        String fallback = fallback(option);
        return "| `%s`%s | %s | %s%s |\n"
                .formatted(
                        entry.getKey(),
                        option.path("security").asText("").equals("secret") ? " 🔒" : "",
                        fallback.isEmpty() ? "" : '`' + fallback + '`',
                        text(option),
                        values(option));
    }

    /** Camel gives each boolean option a default. Where it depends, the description tells it. */
    private static String fallback(JsonNode option) {
        boolean depends = text(option).contains("The default is");
        return depends ? "" : option.path("defaultValue").asText("");
    }

    private static String values(JsonNode option) {
        return option.path("enum").isEmpty()
                ? ""
                : StreamSupport.stream(option.get("enum").spliterator(), false)
                        .map(value -> '`' + value.asText() + '`')
                        .collect(Collectors.joining(", ", " One of ", "."));
    }

    /** A type without the packages of its parts. */
    static String shortType(JsonNode entry) {
        return entry.path("javaType").asText().replaceAll("(\\w+\\.)+(?=[A-Z])", "");
    }

    private static String text(JsonNode entry) {
        return entry.get("description").asText().replace("|", "\\|");
    }
}
