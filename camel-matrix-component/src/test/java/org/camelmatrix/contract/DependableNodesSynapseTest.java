// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
                    runs.awaitCount(leader, before + more);
                    runs.kill(leader);
                    System.out.printf("soak.seed=%d: killed at %d%n", seed, runs.count());
                    leader = runs.awaitLeader(follower);
                    follower = runs.startNode();
                }
                runs.awaitEverything(leader, talk, messages);
                assertThat(follower.log().received()).isEmpty();
                stop(runs, follower, leader);
                System.out.printf(
                        "%d came once more, of at most %d%n",
                        runs.duplicates(), runs.mostInFlight());
                runs.assertEverythingInOrder(talk);
                assertThat(runs.duplicates()).isLessThanOrEqualTo(runs.mostInFlight());
            }
        }
    }

    /**
     * The one that waits first: a node that is stopped just as it takes over may never end, as
     * Camel's policy and context wait for each other's lock then (CAMEL-24545).
     */
    private static void stop(ReceiverRuns runs, Run follower, Run leader)
            throws InterruptedException {
        runs.stop(follower);
        runs.stop(leader);
    }
}
