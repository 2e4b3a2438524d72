// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A person who uses a client that nobody here wrote: matrix-nio, by the test bed's {@code
 * room-reader}.
 *
 * @param synapse the homeserver
 * @param person whose client it is
 */
record SecondClient(Synapse synapse, Person person) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The first messages of a room, oldest first, as whole events; waits until there are so many.
     */
    List<JsonNode> read(String room, int count) throws IOException, InterruptedException {
        return run(room, "--from-start", "--count", String.valueOf(count));
    }

    /** Writes a message in a room, and gives the first one that another writes from then on. */
    JsonNode say(String room, String text) throws IOException, InterruptedException {
        return run(room, "--say", text).get(0);
    }

    private List<JsonNode> run(String room, String... options)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        synapse.testbed().resolve("room-reader").toString(),
                        "--homeserver",
                        synapse.directUrl().toString(),
                        "--user",
                        person.userId(),
                        "--device",
                        person.deviceId(),
                        "--room",
                        room,
                        "--type",
                        "m.room.message");
        builder.command().addAll(List.of(options));
        builder.environment().put("MATRIX_READER_TOKEN", person.accessToken());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("room-reader").isZero();
        return output.lines().map(SecondClient::event).toList();
    }

    private static JsonNode event(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
