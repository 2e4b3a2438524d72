// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes events as nobody should send them: ordinary ones of every kind, in which values, fields and
 * names are replaced, removed, doubled and nested. All of it is JSON.
 *
 * <p>Where the system property {@code matrix.specification} names a folder, the types of its event
 * schemas are tried as well.
 */
public final class OddEvents {

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNumberLength(10_000)
                                                    .build())
                                    .build())
                    .build();

    private static final String EVENT =
            "{\"type\":\"%s\",\"event_id\":\"$e\",\"sender\":\"@a:x.org\",\"origin_server_ts\":5,%s}";

    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "-1",
                    "1e300",
                    "1e999",
                    "-0.0",
                    "9223372036854775808",
                    "9".repeat(900),
                    "9".repeat(2_000),
                    "\"\"",
                    "\" \"",
                    "\"\\u0000\\ud83d\"",
                    "\"$e\"",
                    "\"@a:x.org\"",
                    "\"mxc://x.org/y\"",
                    "\"mxc://\"",
                    "\"m.text\"",
                    "\"m.image\"",
                    "\"m.notice\"",
                    "\"m.room.message\"",
                    "\"m.replace\"",
                    "\"m.thread\"",
                    "\"> <@a:x.org> q\\n> r\\n\\n!go now\"",
                    "\">\"",
                    "\"!go\"",
                    "\"../..\"",
                    "\"" + "x".repeat(70_000) + "\"",
                    "\"$" + "x".repeat(300) + "\"",
                    "[]",
                    "[[[[{}]]]]",
                    "{}",
                    "[\"@bot:x.org\"]",
                    "[null,5,{},[]]",
                    "{\"user_ids\":\"@bot:x.org\",\"room\":\"true\"}",
                    "{\"user_ids\":[\"@bot:x.org\",5,null],\"room\":true}",
                    "{\"event_id\":7,\"rel_type\":[],\"m.in_reply_to\":\"$e\"}",
                    "{\"rel_type\":\"m.replace\",\"event_id\":\"$o\"}",
                    "{\"rel_type\":\"m.thread\",\"event_id\":\"$o\",\"is_falling_back\":\"no\"}",
                    "{\"rel_type\":\"m.annotation\",\"event_id\":\"$o\",\"key\":{}}",
                    "{\"m.in_reply_to\":{\"event_id\":\"$o\"}}",
                    "{\"m.in_reply_to\":{\"event_id\":null}}",
                    "{\"redacted_because\":{\"type\":\"m.room.redaction\"}}",
                    "{\"redacted_because\":\"yes\",\"transaction_id\":5}",
                    "{\"body\":\"!go inner\"}",
                    "{\"msgtype\":\"m.file\",\"url\":\"mxc://x.org/z\",\"body\":\"CON\"}",
                    "[".repeat(150) + "]".repeat(150),
                    "{\"a\":".repeat(250) + "1" + "}".repeat(250));

    private static final List<String> NAMES =
            List.of(
                    "",
                    "\u0000",
                    "😀",
                    "body",
                    "content",
                    "event_id",
                    "filename",
                    "format",
                    "formatted_body",
                    "info",
                    "key",
                    "m.in_reply_to",
                    "m.mentions",
                    "m.new_content",
                    "m.relates_to",
                    "membership",
                    "mimetype",
                    "msgtype",
                    "origin_server_ts",
                    "redacted_because",
                    "redacts",
                    "rel_type",
                    "room",
                    "room_id",
                    "sender",
                    "size",
                    "state_key",
                    "transaction_id",
                    "type",
                    "unsigned",
                    "url",
                    "user_ids");

    private static final List<String> ORDINARY = ordinary();

    private OddEvents() {}

    private static List<String> ordinary() {
        List<String> events = new ArrayList<>();
        for (String content :
                List.of(
                        "\"msgtype\":\"m.text\",\"body\":\"!go\"",
                        "\"msgtype\":\"m.emote\",\"body\":\"waves\",\"m.mentions\":{}",
                        "\"msgtype\":\"m.text\",\"body\":\"b\",\"format\":\"org.matrix.custom.html\","
                                + "\"formatted_body\":\"<mx-reply>q</mx-reply><b>b</b>\"",
                        "\"msgtype\":\"m.image\",\"body\":\"a.png\",\"url\":\"mxc://x.org/i\","
                                + "\"info\":{\"w\":1,\"h\":2,\"size\":3,\"mimetype\":\"image/png\","
                                + "\"thumbnail_info\":{\"w\":1},\"thumbnail_url\":\"mxc://x.org/t\"}",
                        "\"msgtype\":\"m.file\",\"body\":\"!go a\",\"filename\":\"a.pdf\","
                                + "\"url\":\"mxc://x.org/f\",\"info\":{\"size\":9}",
                        "\"msgtype\":\"m.audio\",\"body\":\"v.ogg\",\"file\":{\"url\":\"mxc://x/v\","
                                + "\"key\":{\"k\":\"x\"},\"hashes\":{\"sha256\":\"x\"}}",
                        "\"msgtype\":\"m.location\",\"body\":\"here\",\"geo_uri\":\"geo:1,2\"",
                        "\"msgtype\":\"m.text\",\"body\":\"> <@a:x.org> q\\n\\n!go\",\"m.relates_to\":"
                                + "{\"m.in_reply_to\":{\"event_id\":\"$o\"}}",
                        "\"msgtype\":\"m.text\",\"body\":\"t\",\"m.relates_to\":{\"rel_type\":"
                                + "\"m.thread\",\"event_id\":\"$o\",\"is_falling_back\":false,"
                                + "\"m.in_reply_to\":{\"event_id\":\"$p\"}}",
                        "\"msgtype\":\"m.text\",\"body\":\"* n\",\"m.new_content\":{\"msgtype\":"
                                + "\"m.text\",\"body\":\"!go n\",\"m.mentions\":{\"room\":true}},"
                                + "\"m.relates_to\":{\"rel_type\":\"m.replace\",\"event_id\":\"$o\"}",
                        "\"msgtype\":\"m.notice\",\"body\":\"@bot\",\"m.mentions\":{\"user_ids\":"
                                + "[\"@bot:x.org\"]}",
                        "")) {
            events.add(event("m.room.message", "\"content\":{" + content + "}"));
        }
        events.add(redacted("m.room.message", ""));
        events.add(redacted("m.room.name", "\"state_key\":\"\","));
        events.add(redacted("m.reaction", ""));
        events.add(
                event(
                        "m.reaction",
                        "\"content\":{\"m.relates_to\":{\"rel_type\":\"m.annotation\","
                                + "\"event_id\":\"$o\",\"key\":\"+\"}}"));
        events.add(
                event("m.room.redaction", "\"redacts\":\"$o\",\"content\":{\"redacts\":\"$o\"}"));
        events.add(
                event(
                        "m.sticker",
                        "\"content\":{\"body\":\"s\",\"url\":\"mxc://x.org/s\",\"info\":{}}"));
        events.add(
                event(
                        "m.room.encrypted",
                        "\"content\":{\"algorithm\":\"m.megolm.v1.aes-sha2\",\"ciphertext\":\"x\","
                                + "\"session_id\":\"y\",\"m.relates_to\":{\"rel_type\":"
                                + "\"m.replace\",\"event_id\":\"$o\"}}"));
        events.add(
                event(
                        "m.room.member",
                        "\"state_key\":\"@b:x.org\",\"content\":{\"membership\":\"invite\"},"
                                + "\"unsigned\":{\"prev_content\":{},\"age\":5,"
                                + "\"invite_room_state\":[]}"));
        events.add(
                event(
                        "m.room.power_levels",
                        "\"state_key\":\"\",\"content\":{\"users\":{\"@a:x.org\":100},\"ban\":50}"));
        events.add(
                event(
                        "m.room.tombstone",
                        "\"state_key\":\"\",\"content\":{\"replacement_room\":\"!n:x.org\"}"));
        events.add(
                event(
                        "m.call.candidates",
                        "\"content\":{\"candidates\":[{\"sdpMLineIndex\":0}],\"version\":0}"));
        events.add(
                event(
                        "m.poll.start",
                        "\"content\":{\"m.poll\":{\"answers\":[{\"m.id\":\"1\"}]}},"
                                + "\"unsigned\":{\"m.relations\":{\"m.thread\":{\"count\":1}}}"));
        events.add(event("org.example.empty", "\"content\":{}"));
        for (String type :
                List.of("create", "name", "topic", "avatar", "encryption", "join_rules")) {
            events.add(event("m.room." + type, "\"state_key\":\"\",\"content\":{\"x\":\"y\"}"));
        }
        typesOfTheSpecification().forEach(type -> events.add(event(type, "\"content\":{}")));
        return events;
    }

    private static List<String> typesOfTheSpecification() {
        String folder = System.getProperty("matrix.specification");
        List<String> types = new ArrayList<>();
        if (folder == null || folder.isBlank()) {
            return types;
        }
        for (File file : new File(folder).listFiles()) {
            if (file.getName().contains("event-schemas")) {
                try {
                    JSON.readTree(file).fieldNames().forEachRemaining(types::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return types;
    }

    private static String redacted(String type, String more) {
        return event(
                type,
                more
                        + "\"content\":{},\"unsigned\":{\"redacted_because\":{\"type\":"
                        + "\"m.room.redaction\",\"event_id\":\"$r\",\"sender\":\"@m:x.org\","
                        + "\"content\":{}}}");
    }

    private static String event(String type, String more) {
        return EVENT.formatted(type, more);
    }

    /** An event of which up to four things are not as they should be. */
    public static String next(Random random) {
        try {
            JsonNode event = JSON.readTree(one(ORDINARY, random));
            for (int i = random.nextInt(5); i > 0; i--) {
                change(event, random);
            }
            return doubled(event.toString(), random);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void change(JsonNode place, Random random) throws JsonProcessingException {
        if (place instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name =
                    names.isEmpty() || random.nextInt(3) == 0
                            ? one(NAMES, random)
                            : one(names, random);
            JsonNode child = object.get(name);
            if (child != null && child.isContainerNode() && random.nextInt(4) > 0) {
                change(child, random);
            } else if (random.nextInt(6) == 0) {
                object.remove(name);
            } else if (child != null && random.nextInt(8) == 0) {
                object.set(one(NAMES, random), child);
            } else {
                object.set(name, value(random));
            }
        } else if (place instanceof ArrayNode array) {
            array.add(value(random));
        }
    }

    private static JsonNode value(Random random) throws JsonProcessingException {
        return JSON.readTree(one(VALUES, random));
    }

    /** Sometimes a field stands twice in an object, which JSON does not forbid. */
    private static String doubled(String event, Random random) {
        if (random.nextInt(4) > 0) {
            return event;
        }
        List<Integer> begins = new ArrayList<>();
        boolean quoted = false;
        for (int i = 0; i < event.length(); i++) {
            char c = event.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '{' && !quoted && event.charAt(i + 1) == '"') {
                begins.add(i + 1);
            }
        }
        if (begins.isEmpty()) {
            return event;
        }
        int at = one(begins, random);
        String field = '"' + one(NAMES, random).replace("\u0000", "\\u0000") + "\":";
        return event.substring(0, at) + field + one(VALUES, random) + ',' + event.substring(at);
    }

    /** One of the values that fields get. */
    public static String value(int number) {
        return VALUES.get(Math.floorMod(number, VALUES.size()));
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
