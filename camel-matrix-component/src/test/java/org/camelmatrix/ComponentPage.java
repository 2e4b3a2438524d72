// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The generated parts of matrix-component.adoc, the page in the form of Camel's components: the
 * attributes at its beginning, and the tables. In Camel's own repository, partials of its site take
 * the place of the tables.
 */
final class ComponentPage {

    private static final String TABLE =
            """

            [width="100%%",cols="2,5,^1,2",options="header"]
            |===
            | Name | Description | Default | Type
            %s|===
            """;

    private final JsonNode catalog;

    ComponentPage(JsonNode catalog) {
        this.catalog = catalog;
    }

    String updated(String page) {
        String manual = page.substring(page.indexOf("//Manually maintained attributes"));
        return attributes() + replace(manual, "component options", tables());
    }

    private String attributes() {
        JsonNode component = catalog.get("component");
        return """
        = %1$s Component
        :doctitle: %1$s
        :shortname: %2$s
        :artifactid: %3$s
        :description: %4$s
        :since: %5$s
        :supportlevel: %6$s
        :tabs-sync-option:
        :component-header: Both producer and consumer are supported
        """
                .formatted(
                        component.get("title").asText(),
                        component.get("name").asText(),
                        component.get("artifactId").asText(),
                        component.get("description").asText(),
                        component.get("firstVersion").asText(),
                        component.get("supportLevel").asText());
    }

    private String tables() {
        return """

                == Component Options

                Set these options on the component, for example in `application.properties` as `camel.component.matrix.NAME`. They are the defaults of
                all endpoints.
                """
                + table("componentProperties", entry -> true)
                + """

                == Endpoint Options

                The syntax of the URI is:

                ----
                %s
                ----

                === Path Parameters
                """
                        .formatted(catalog.at("/component/syntax").asText())
                + table("properties", entry -> kind(entry).equals("path"))
                + "\n=== Query Parameters\n"
                + table("properties", entry -> kind(entry).equals("parameter"))
                + "\n== Message Headers\n\nThe component reads and sets these headers:\n"
                + table("headers", entry -> true)
                + "\n";
    }

    private static String kind(Map.Entry<String, JsonNode> entry) {
        return entry.getValue().get("kind").asText();
    }

    private String table(String section, Predicate<Map.Entry<String, JsonNode>> listed) {
        return TABLE.formatted(
                catalog.get(section).properties().stream()
                        .filter(listed)
                        .map(ComponentPage::row)
                        .collect(Collectors.joining()));
    }

    private static String row(Map.Entry<String, JsonNode> entry) {
        JsonNode value = entry.getValue();
        String group = value.path("group").asText("common");
        String required = value.path("required").asBoolean(false) ? "*Required* " : "";
        return "| *%s* (%s) | %s%s%s | %s | %s\n"
                .formatted(
                        entry.getKey(),
                        group,
                        required,
                        value.get("description").asText().replace("|", "\\|"),
                        values(value),
                        value.path("defaultValue").asText(""),
                        value.path("enum").isEmpty() ? CatalogTables.shortType(value) : "enum");
    }

    private static String values(JsonNode option) {
        return option.path("enum").isEmpty()
                ? ""
                : StreamSupport.stream(option.get("enum").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", ", " One of: ", "."));
    }

    private static String replace(String page, String name, String text) {
        return Pattern.compile(
                        "(// %1$s: START\n).*?(// %1$s: END\n)".formatted(name), Pattern.DOTALL)
                .matcher(page)
                .replaceFirst("$1" + Matcher.quoteReplacement(text) + "$2");
    }
}
