// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.store;

import java.nio.file.Path;

/** Another process at the same store: counts under the lease, or writes large texts for ever. */
final class StateWriter {

    private static final int SIZE = 500_000;

    private StateWriter() {}

    public static void main(String[] arguments) {
        FileStateStore store = new FileStateStore(Path.of(arguments[0]));
        switch (arguments[1]) {
            case "lease" -> count(store);
            case "large" -> store.put("big", "a".repeat(SIZE));
            default -> write(store);
        }
    }

    private static void count(StateStore store) {
        for (int i = 0; i < 20; i++) {
            try (StateStore.Lease lease = store.lease()) {
                int count = store.get("count").map(Integer::parseInt).orElse(0);
                store.put("count", String.valueOf(count + 1));
            }
        }
    }

    private static void write(StateStore store) {
        for (char letter = 'a'; ; letter = letter == 'z' ? 'a' : (char) (letter + 1)) {
            store.put("big", String.valueOf(letter).repeat(SIZE));
        }
    }
}
