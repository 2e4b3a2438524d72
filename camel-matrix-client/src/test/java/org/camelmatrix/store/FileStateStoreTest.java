// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStateStoreTest {

    @TempDir private Path folder;

    @Test
    void keepsTextsByKey() {
        StateStore store = new FileStateStore(folder.resolve("deep/er/state.json"));
        assertThat(store.get("a=b")).isEmpty();
        store.put("a=b", "1\n\"x\" = ü");
        store.put("c", "2");
        assertThat(new FileStateStore(folder.resolve("deep/er/state.json")).get("a=b"))
                .contains("1\n\"x\" = ü");
        store.remove("a=b");
        assertThat(store.get("a=b")).isEmpty();
        assertThat(store.get("c")).contains("2");
    }

    @Test
    void letsNobodyElseRead() throws Exception {
        Path file = folder.resolve("state.json");
        Files.writeString(file, "{}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        new FileStateStore(file).put("a", "secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        new FileStateStore(folder.resolve("new/state.json")).put("a", "secret");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("new"))))
                .isEqualTo("rwx------");
    }

    @Test
    void letsNobodyElseReadItsLockAndItsLease() throws Exception {
        Path lock = folder.resolve("state.json.lock");
        Files.createFile(lock);
        Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("rw-r--r--"));
        FileStateStore store = new FileStateStore(folder.resolve("state.json"));
        store.put("a", "b");
        store.check();
        store.lease().close();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(
                            file ->
                                    assertThat(
                                                    PosixFilePermissions.toString(
                                                            Files.getPosixFilePermissions(file)))
                                            .isEqualTo("rw-------"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".lock", ".lease"})
    void followsNoSymbolicLink(String suffix) throws Exception {
        Path elsewhere = folder.resolve("elsewhere");
        Files.createSymbolicLink(folder.resolve("state.json" + suffix), elsewhere);
        FileStateStore store = new FileStateStore(folder.resolve("state.json"));
        assertThatThrownBy(
                        () -> {
                            store.put("a", "b");
                            store.lease().close();
                        })
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("state.json" + suffix + " is a symbolic link");
        assertThat(elsewhere).doesNotExist();
        Files.writeString(elsewhere, "of somebody else");
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(
                        () -> {
                            store.put("a", "b");
                            store.lease().close();
                        })
                .isInstanceOf(StateStoreException.class);
        assertThat(elsewhere).hasContent("of somebody else");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void replacesASymbolicLinkWhereItWrites() throws Exception {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "of somebody else");
        Files.createSymbolicLink(folder.resolve("state.json.new"), elsewhere);
        FileStateStore store = new FileStateStore(folder.resolve("state.json"));
        store.put("a", "b");
        assertThat(elsewhere).hasContent("of somebody else");
        assertThat(store.get("a")).contains("b");
    }

    @Test
    void losesNoChangeOfSeveralThreadsAndStores() {
        Path file = folder.resolve("state.json");
        IntStream.range(0, 100)
                .parallel()
                .forEach(i -> new FileStateStore(file).put("key" + i, "value" + i));
        StateStore store = new FileStateStore(file);
        assertThat(IntStream.range(0, 100))
                .allSatisfy(i -> assertThat(store.get("key" + i)).contains("value" + i));
    }

    @Test
    void letsOneProcessAfterTheOtherHaveTheLease() throws Exception {
        Path file = folder.resolve("state.json");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(writer(file, "lease").inheritIO().start());
        }
        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(new FileStateStore(file).get("count")).contains("60");
    }

    @Test
    void isWholeWheneverItsWriterIsKilled() throws Exception {
        Path file = folder.resolve("state.json");
        FileStateStore store = new FileStateStore(file);
        store.put("big", "0");
        for (int i = 0; i < 10; i++) {
            Process writer = writer(file, "big").start();
            String before = store.get("big").orElseThrow();
            while (writer.isAlive() && store.get("big").orElseThrow().equals(before)) {
                Thread.onSpinWait();
            }
            assertThat(writer.isAlive()).as("the writer writes").isTrue();
            writer.destroyForcibly().waitFor();
            String text = store.get("big").orElseThrow();
            assertThat(text.chars().distinct().count()).as("one letter all over").isEqualTo(1);
        }
        store.put("after", "works");
        assertThat(store.get("after")).contains("works");
    }

    @Test
    void keepsTheOldContentWhenTheDiskTakesOnlyHalfOfTheNew() throws Exception {
        Path file = folder.resolve("state.json");
        FileStateStore store = new FileStateStore(file);
        store.put("a", "old");
        List<String> command =
                new ArrayList<>(List.of("bash", "-c", "ulimit -f 200; exec \"$@\"", "-"));
        command.addAll(writer(file, "large").command());
        Process writer = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(writer.waitFor()).isNotZero();
        assertThat(output).contains("state.json cannot be written");
        assertThat(store.get("a")).contains("old");
        assertThat(store.get("big")).isEmpty();
        assertThat(folder.resolve("state.json.new")).doesNotExist();
    }

    @Test
    void saysWhatIsWrongWithoutShowingIt() throws Exception {
        Path file = folder.resolve("state.json");
        Files.writeString(file, "{\"token\": \"syt_secret\"");
        FileStateStore store = new FileStateStore(file);
        assertThatThrownBy(() -> store.get("a"))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("state.json cannot be read: it is not JSON")
                .hasStackTraceContaining("FileStateStore")
                .satisfies(e -> assertThat(e.getCause()).hasNoCause());
        assertThatThrownBy(() -> store.put("a", "b")).isInstanceOf(StateStoreException.class);
        assertThat(Files.readString(file)).isEqualTo("{\"token\": \"syt_secret\"");
    }

    private static ProcessBuilder writer(Path file, String mode) {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StateWriter.class.getName(),
                file.toString(),
                mode);
    }
}
