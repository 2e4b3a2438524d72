// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.primitive;

import java.security.SecureRandom;
import java.util.Objects;

/**
 * What accounts and sessions compute with.
 *
 * @param curves the maker of the curves
 * @param random where keys come from
 */
public record Primitives(Curves curves, SecureRandom random) {
    public Primitives {
        Objects.requireNonNull(curves, "curves");
        Objects.requireNonNull(random, "random");
    }

    /** {@link Curves#best()} and the platform's random numbers. */
    public static Primitives create() {
        return new Primitives(Curves.best(), new SecureRandom());
    }

    byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
