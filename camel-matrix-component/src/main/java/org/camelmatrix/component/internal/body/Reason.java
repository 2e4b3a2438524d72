// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component.internal.body;

import java.util.stream.Stream;
import org.camelmatrix.MatrixException;

/** Why something failed, as a line for a person: what is at its root. */
public final class Reason {

    /** As deep as causes are looked at; they may go in a circle. */
    private static final int MAXIMUM_CAUSES = 20;

    private static final int LONGEST = 400;

    private Reason() {}

    public static String of(Throwable failure) {
        Throwable root =
                causes(failure)
                        .filter(MatrixException.class::isInstance)
                        .findFirst()
                        .orElseGet(() -> causes(failure).reduce((a, b) -> b).orElse(failure));
        String name = root.getClass().getSimpleName();
        String message = root.getMessage();
        if (message == null || message.isBlank()) {
            return name;
        }
        String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        String sentence = root instanceof MatrixException ? line : name + ": " + line;
        return sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST) + '…';
    }

    /** The failure, its cause, the cause of that, and so on. */
    public static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MAXIMUM_CAUSES);
    }
}
