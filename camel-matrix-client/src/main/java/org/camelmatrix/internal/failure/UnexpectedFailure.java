// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.failure;

import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixUnavailableException;

/** The meaning of a failure that no code of this project expects. */
public final class UnexpectedFailure {

    /** As deep as causes are looked at; they may go in a circle. */
    private static final int MAXIMUM_CAUSES = 20;

    private UnexpectedFailure() {}

    /**
     * The meaning. A class or method that is missing on the class path is missing at each attempt,
     * so a retry does not help.
     *
     * @param what the subject of the sentence "… failed unexpectedly"
     */
    public static MatrixException of(String what, Throwable cause) {
        LinkageError classPath = classPath(cause);
        return classPath == null
                ? new MatrixUnavailableException(what + " failed unexpectedly: " + cause, cause)
                : onClassPath(classPath);
    }

    /** The error that says that classes on the class path do not fit together, or null. */
    public static LinkageError classPath(Throwable thrown) {
        LinkageError deepest = null;
        Throwable each = thrown;
        for (int i = 0; i < MAXIMUM_CAUSES && each != null; i++) {
            if (each instanceof LinkageError error) {
                deepest = error;
            }
            each = each.getCause();
        }
        return deepest;
    }

    /** The failure that says that classes on the class path do not fit together. */
    public static MatrixConfigurationException onClassPath(LinkageError error) {
        return new MatrixConfigurationException(
                "The class path holds a library in a version that does not fit ("
                        + error
                        + "): camel-matrix needs Jackson 2.18 or newer, and camel-http and its"
                        + " HttpClient in the versions of Camel 4.22; `mvn dependency:tree` shows"
                        + " which dependency brings another version, and dependencyManagement"
                        + " sets it",
                error);
    }
}
