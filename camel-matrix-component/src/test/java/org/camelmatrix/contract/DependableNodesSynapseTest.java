package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.camelmatrix.contract.ReceiverRuns.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes with one session and one position, of which one receives: when it is killed, the other
 * goes on, and nothing is lost.
 */
class DependableNodesSynapseTest {

    @TempDir private Path folder;
    private final long seed = Soak.seed();

    @Test
    void losesNothingWhenTheLeadingNodeIsKilled() throws Exception {
        int messages = Soak.messages(600);
        int kills = Soak.kills(3);
        Duration patience = Soak.patience(messages);
        Random random = new Random(seed);
        try (Synapse synapse = new Synapse("synapse-nodes")) {
            Person bot = Person.register(synapse.directUrl(), "bot");
            try (Talk talk = new Talk(Soak.rooms(6), bot);
                    ReceiverRuns runs =
                            new ReceiverRuns("nodes", folder, synapse.directUrl(), bot)) {
                Run leader = runs.startNode();
                Run follower = runs.startNode();
                if (runs.awaitLeader(leader, follower) == follower) {
                    follower = leader;
                    leader = runs.leader();
                }
                talk.begin(messages, seed);
                for (int kill = 1; kill <= kills; kill++) {
                    int before = runs.count();
                    int more = 1 + random.nextInt(messages / (kills + 2));
                    runs.awaitWith(leader, patience, () -> runs.count() >= before + more);
                    runs.kill(leader);
                    System.out.printf("soak.seed=%d: killed at %d%n", seed, runs.count());
                    leader = runs.awaitLeader(follower);
                    follower = runs.startNode();
                }
                runs.awaitWith(leader, patience, () -> runs.count() == messages);
                assertThat(follower.log().received()).isEmpty();
                runs.stop(leader);
                runs.stop(follower);
                System.out.printf(
                        "%d came once more, of at most %d%n",
                        runs.duplicates(), runs.mostInFlight());
                runs.assertEverythingInOrder(talk);
                assertThat(runs.duplicates()).isLessThanOrEqualTo(runs.mostInFlight());
            }
        }
    }
}
