// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Secrets that are good for one use and a short time, each with what it stands for. */
final class OneTimeSecrets {
    private record Issued(String meaning, Instant end) {}

    private final Duration lifetime;
    private final InstantSource clock;
    private final Map<String, Issued> issued = new HashMap<>();

    OneTimeSecrets(Duration lifetime, InstantSource clock) {
        this.lifetime = lifetime;
        this.clock = clock;
    }

    void add(String secret, String meaning) {
        Instant now = clock.instant();
        issued.values().removeIf(old -> old.end().isBefore(now));
        issued.put(secret, new Issued(meaning, now.plus(lifetime)));
    }

    /** What the secret stands for; empty when it was never issued, was used, or is too old. */
    Optional<String> use(String secret) {
        return Optional.ofNullable(issued.remove(secret))
                .filter(found -> !found.end().isBefore(clock.instant()))
                .map(Issued::meaning);
    }
}
