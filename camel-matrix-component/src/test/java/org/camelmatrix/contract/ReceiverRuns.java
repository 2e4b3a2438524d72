// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.camelmatrix.contract.ReceivedLog.Received;

/**
 * The processes that receive as one account, in the order in which they began to, and what each has
 * received.
 */
final class ReceiverRuns implements AutoCloseable {

    private static final int TERMINATED = 128 + 15;
    private static final Duration TO_BEGIN = Duration.ofMinutes(2);
    private static final Duration TO_STOP = Duration.ofMinutes(1);

    /** The longest time without an event while more are to come, also after a kill of Synapse. */
    private static final Duration TO_GO_ON = Duration.ofMinutes(2);

    /** A process and its log. */
    record Run(Process process, ReceivedLog log) {}

    private final Path folder;
    private final URI homeserver;
    private final Person account;
    private final Path output;
    private final List<Run> processes = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private int mostInFlight;

    /**
     * @param name of the processes' output below the build's folder
     * @param folder where they keep what outlives them
     */
    ReceiverRuns(String name, Path folder, URI homeserver, Person account) throws IOException {
        this.folder = folder;
        this.homeserver = homeserver;
        this.account = account;
        this.output = Path.of("target", name + ".log").toAbsolutePath();
        Files.deleteIfExists(output);
    }

    /** Starts a process that receives. */
    Run begin() throws IOException {
        Run run = start("alone");
        awaitLeader(run);
        return run;
    }

    /** Starts a process that receives when it is the leader. */
    Run startNode() throws IOException {
        return start("node");
    }

    private Run start(String kind) throws IOException {
        Path log = folder.resolve("received-" + processes.size());
        Process process =
                JavaProcess.of(
                                ReceiverProcess.class,
                                List.of(
                                        homeserver.toString(),
                                        account.userId(),
                                        account.password(),
                                        folder.toString(),
                                        log.toString(),
                                        kind))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                        .start();
        Run run = new Run(process, new ReceivedLog(log));
        processes.add(run);
        return run;
    }

    /** Waits until the route of one of these has begun, and gives that. */
    Run awaitLeader(Run... nodes) {
        List<Run> candidates = List.of(nodes);
        long begun = System.nanoTime();
        await().forever()
                .until(
                        () -> {
                            candidates.forEach(this::requireAlive);
                            if (System.nanoTime() - begun > TO_BEGIN.toNanos()) {
                                throw stuck("no route has begun for " + TO_BEGIN);
                            }
                            return candidates.stream().anyMatch(run -> run.log().hasStarted());
                        });
        Run leader =
                candidates.stream().filter(run -> run.log().hasStarted()).findFirst().orElseThrow();
        runs.add(leader);
        return leader;
    }

    /** Who received last. */
    Run leader() {
        return runs.get(runs.size() - 1);
    }

    private void requireAlive(Run run) {
        assertThat(run.process().isAlive()).as("see %s", output).isTrue();
    }

    /** Waits until so many events have been received by anybody, while a process lives. */
    void awaitCount(Run run, int wanted) {
        awaitWith(run, "events received", this::count, wanted);
    }

    /** Waits until all that is said has been received; if it is not, tells what is missing. */
    void awaitEverything(Run run, Talk talk, int messages) {
        awaitWith(run, "messages taken by the homeserver", talk::said, messages);
        try {
            awaitCount(run, messages);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; missing: " + missing(talk), e);
        }
    }

    /**
     * Waits while a process lives and a count grows, until that is large enough. Fails when it has
     * not grown for long.
     */
    void awaitWith(Run run, String what, IntSupplier count, int wanted) {
        int[] reached = {-1};
        long[] since = {0};
        await().forever()
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> {
                            requireAlive(run);
                            int now = count.getAsInt();
                            if (now != reached[0]) {
                                reached[0] = now;
                                since[0] = System.nanoTime();
                            } else if (System.nanoTime() - since[0] > TO_GO_ON.toNanos()) {
                                throw stuck(
                                        "%d of %d %s, and no more for %s"
                                                .formatted(now, wanted, what, TO_GO_ON));
                            }
                            return now >= wanted;
                        });
    }

    /** The texts that nobody has received, by room. */
    private Map<String, List<String>> missing(Talk talk) {
        Map<String, List<String>> missing = new LinkedHashMap<>();
        for (String room : talk.rooms()) {
            List<String> texts = new ArrayList<>(talk.saidIn(room));
            runs.stream()
                    .flatMap(run -> run.log().received().stream())
                    .filter(event -> event.room().equals(room))
                    .forEach(event -> texts.remove(event.body()));
            if (!texts.isEmpty()) {
                missing.put(room, texts);
            }
        }
        return missing;
    }

    /** What is told of processes that do not go on, after all have written what they are at. */
    private AssertionError stuck(String what) {
        processes.stream()
                .map(Run::process)
                .filter(Process::isAlive)
                .forEach(JavaProcess::writeThreads);
        return new AssertionError(what + "; see the threads in " + output);
    }

    /** Ends a process as a crash would. Gives how many events can have been in flight. */
    int kill(Run run) throws InterruptedException {
        run.process().destroyForcibly();
        assertThat(run.process().waitFor()).as("see %s", output).isEqualTo(JavaProcess.KILLED);
        int inFlight = run.log().mostInFlight();
        mostInFlight += inFlight;
        return inFlight;
    }

    /** Lets a process stop. */
    void stop(Run run) throws InterruptedException {
        run.process().destroy();
        if (!run.process().waitFor(TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
            throw stuck("a process has not stopped for " + TO_STOP);
        }
        assertThat(run.process().exitValue()).as("see %s", output).isEqualTo(TERMINATED);
    }

    /** How many events have been received by anybody. */
    int count() {
        Set<String> ids = new HashSet<>();
        runs.forEach(run -> run.log().received().forEach(event -> ids.add(event.id())));
        return ids.size();
    }

    /** How many events have come once more, each time counted. */
    int duplicates() {
        return runs.stream().mapToInt(run -> run.log().received().size()).sum() - count();
    }

    /** The most that can have been in flight at all kills. */
    int mostInFlight() {
        return mostInFlight;
    }

    /**
     * Each event that the homeserver has came to the route, for the first time in the room's order,
     * and each process has received in that order, too.
     */
    void assertEverythingInOrder(Talk talk) {
        for (String room : talk.rooms()) {
            List<JsonNode> there = account.messages(room);
            List<String> ids = there.stream().map(e -> e.get("event_id").asText()).toList();
            assertThat(there)
                    .extracting(event -> event.at("/content/body").asText())
                    .as("what the homeserver has in %s", room)
                    .isEqualTo(talk.saidIn(room));
            Set<String> first = new LinkedHashSet<>();
            for (Run run : runs) {
                List<String> received = received(run, room);
                assertThat(received)
                        .as("a run in %s", room)
                        .isEqualTo(ids.stream().filter(received::contains).toList());
                first.addAll(received);
            }
            assertThat(first).as("received in %s", room).containsExactlyElementsOf(ids);
        }
    }

    private static List<String> received(Run run, String room) {
        return run.log().received().stream()
                .filter(event -> event.room().equals(room))
                .map(Received::id)
                .toList();
    }

    @Override
    public void close() throws InterruptedException {
        for (Run run : processes) {
            run.process().destroyForcibly().waitFor();
        }
    }
}
