// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.camelmatrix.MatrixConfigurationException;

/** The home folder of the user who runs this process. */
final class HomeFolder {

    private HomeFolder() {}

    /**
     * The folder that Java knows, or else the one that the environment names. Java knows none for a
     * user without a passwd entry, as in many containers, and says {@code ?} then.
     *
     * @throws MatrixConfigurationException if neither names a folder
     */
    static Path find() {
        return of(System.getProperty("user.home"), System.getenv("HOME"));
    }

    static Path of(String userHome, String homeVariable) {
        return Stream.of(Optional.ofNullable(userHome), Optional.ofNullable(homeVariable))
                .flatMap(Optional::stream)
                .map(HomeFolder::path)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(
                        () ->
                                new MatrixConfigurationException(
                                        "The user of this process has no home folder to keep the"
                                                + " account's state in: name a file by the option"
                                                + " sessionStore, or set the environment variable"
                                                + " HOME"));
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
