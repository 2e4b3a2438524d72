// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.primitive;

/** Chooses the maker of {@link Curves} by what is on the class path. */
final class CurvesChoice {
    private CurvesChoice() {}

    static Curves best() {
        try {
            return BouncyCastleCurves.create();
        } catch (NoClassDefFoundError missing) {
            return new JdkCurves();
        }
    }
}
