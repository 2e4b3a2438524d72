// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is ten times as large as the heap goes to a real homeserver and comes back. */
class LargeFileSynapseTest {

    private static final long LENGTH = 1L << 30;
    private static final int PIECES = 64;
    private static final String HEAP = "-Xmx96m";

    @TempDir private Path folder;

    @Test
    void sendsAndFetchesAGibibyteWithASmallHeap() throws Exception {
        Path file = sparse();
        try (Synapse synapse = new Synapse("synapse-large", "--set", "max_upload_size=\"1100M\"")) {
            Person bot = Person.register(synapse.directUrl(), "bot");
            String room = bot.createRoom("12");
            Process process = start(bot, room, file);
            try (BufferedReader out = process.inputReader();
                    BufferedWriter in = process.outputWriter()) {
                String sent = out.readLine();
                assertThat(sent).startsWith("sent ");
                JsonNode content = bot.messages(room).get(0).get("content");
                assertThat(content.at("/info/size").asLong()).isEqualTo(LENGTH);
                in.write(content.get("url").asText());
                in.newLine();
                in.flush();
                String fetched = out.readLine();
                assertThat(fetched).startsWith("fetched " + LENGTH + " bytes");
                System.out.println(
                        HEAP + ": " + sent + " ms, " + fetched + " ms, " + out.readLine());
            }
            assertThat(process.waitFor()).isZero();
            Path back = folder.resolve("fetched").resolve("back");
            assertThat(Files.size(back)).isEqualTo(LENGTH);
            assertThat(hash(back)).isEqualTo(hash(file));
        }
    }

    /** Holes, with something else here and there, and at the end. */
    private Path sparse() throws IOException {
        Path file = folder.resolve("large.bin");
        Random random = new Random(30);
        byte[] piece = new byte[64 * 1024];
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(LENGTH);
            for (int i = 0; i < PIECES; i++) {
                random.nextBytes(piece);
                out.seek(i == 0 ? LENGTH - piece.length : random.nextLong(LENGTH - piece.length));
                out.write(piece);
            }
        }
        return file;
    }

    private Process start(Person bot, String room, Path file) throws IOException {
        ProcessBuilder builder =
                JavaProcess.of(
                        LargeFileProcess.class,
                        List.of(
                                bot.homeserver().toString(),
                                bot.accessToken(),
                                room,
                                file.toString(),
                                folder.resolve("fetched").toString()));
        List<String> command = new ArrayList<>(builder.command());
        command.add(1, HEAP);
        return builder.command(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static byte[] hash(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[1 << 20];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return digest.digest();
    }
}
