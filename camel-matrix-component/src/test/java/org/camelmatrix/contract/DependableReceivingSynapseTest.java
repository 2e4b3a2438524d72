// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.camelmatrix.contract.ReceiverRuns.Run;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is killed while people talk, the receiving process or Synapse: each event reaches the
 * route, each room in its order, and only what was in flight is delivered again.
 */
class DependableReceivingSynapseTest {

    private static final int LONGEST_PAUSE = 50_000_000;

    private static Synapse synapse;

    @TempDir private Path folder;
    private final long seed = Soak.seed();
    private final Random random = new Random(seed);

    @BeforeAll
    static void startSynapse() throws Exception {
        synapse = new Synapse("synapse-received");
    }

    @AfterAll
    static void stopSynapse() {
        synapse.close();
    }

    @Test
    void receivesEverythingWhoeverIsKilled() throws Exception {
        int messages = Soak.messages(3000);
        int kills = Soak.kills(3);
        List<Boolean> receiversTurn = new ArrayList<>(Collections.nCopies(kills, true));
        receiversTurn.addAll(Collections.nCopies(Math.max(1, kills / 2), false));
        Collections.shuffle(receiversTurn, random);
        Person bot = Person.register(synapse.directUrl(), "bot");
        try (Talk talk = new Talk(Soak.rooms(20), bot);
                ReceiverRuns runs = runs("receiver", bot)) {
            Run run = runs.begin();
            talk.begin(messages, seed);
            for (boolean receiver : receiversTurn) {
                awaitMore(runs, run, messages / (receiversTurn.size() + 3));
                if (receiver) {
                    int inFlight = runs.kill(run);
                    tell(
                            "the receiver is killed at %d, %d at most in flight",
                            runs.count(), inFlight);
                    run = runs.begin();
                } else {
                    tell("Synapse is killed at %d", runs.count());
                    synapse.kill();
                    synapse.restart();
                }
            }
            runs.awaitEverything(run, talk, messages);
            runs.stop(run);
            tell("%d came once more, of at most %d", runs.duplicates(), runs.mostInFlight());
            runs.assertEverythingInOrder(talk);
            assertThat(runs.duplicates()).isLessThanOrEqualTo(runs.mostInFlight());
        }
    }

    @Test
    void receivesEverythingOnceWhenItIsStoppedAndStarted() throws Exception {
        int messages = 300;
        Person bot = Person.register(synapse.directUrl(), "bot");
        try (Talk talk = new Talk(5, bot);
                ReceiverRuns runs = runs("receiver-stopped", bot)) {
            Run run = runs.begin();
            talk.begin(messages, seed);
            for (int stop = 0; stop < 2; stop++) {
                awaitMore(runs, run, messages / 5);
                runs.stop(run);
                run = runs.begin();
            }
            runs.awaitEverything(run, talk, messages);
            runs.stop(run);
            runs.assertEverythingInOrder(talk);
            assertThat(runs.duplicates()).isZero();
        }
    }

    /** Waits until some more have come, so many at most, and a moment longer. */
    private void awaitMore(ReceiverRuns runs, Run run, int most) {
        int before = run.log().received().size();
        int more = 1 + random.nextInt(most);
        runs.awaitWith(
                run, "events received by a run", () -> run.log().received().size(), before + more);
        LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE));
    }

    private ReceiverRuns runs(String name, Person bot) throws Exception {
        return new ReceiverRuns(name, folder, synapse.directUrl(), bot);
    }

    private void tell(String what, Object... figures) {
        System.out.println("soak.seed=" + seed + ": " + what.formatted(figures));
    }
}
