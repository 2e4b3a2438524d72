// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The files that route arguments mean: paths relative to a directory, or patterns such as {@code
 * routes/*.yaml}.
 */
final class RouteFiles {

    private final Path directory;

    RouteFiles(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /**
     * The files, each once, in the order of the arguments.
     *
     * @throws IllegalArgumentException if an argument means no file; the message says which
     */
    List<Path> of(List<String> arguments) {
        Set<Path> files = new LinkedHashSet<>();
        for (String argument : arguments) {
            files.addAll(files(argument));
        }
        return new ArrayList<>(files);
    }

    private List<Path> files(String argument) {
        Path file = path(argument);
        if (file != null && Files.isRegularFile(file)) {
            return List.of(file);
        }
        if (file != null && Files.isDirectory(file)) {
            throw new IllegalArgumentException(
                    argument
                            + " is a folder; give its route files, such as "
                            + argument
                            + "/*.yaml");
        }
        List<Path> matches = argument.matches(".*[*?\\[{].*") ? matches(argument) : List.of();
        if (matches.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no route file "
                            + argument
                            + " in "
                            + directory
                            + (argument.matches("[A-Za-z-]+")
                                    ? "; the commands are archive and setup"
                                    : ""));
        }
        return matches;
    }

    /** Null where the system allows no such name, as Windows with an asterisk. */
    private Path path(String argument) {
        try {
            return directory.resolve(argument).normalize();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private List<Path> matches(String pattern) {
        String folder = pattern.replaceFirst("[^/]*[*?\\[{].*", "");
        String rest = pattern.substring(folder.length());
        Path start = directory.resolve(folder).normalize();
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        PathMatcher matcher = start.getFileSystem().getPathMatcher("glob:" + rest);
        int depth = rest.contains("**") ? Integer.MAX_VALUE : rest.split("/").length;
        try (Stream<Path> tree = Files.walk(start, depth)) {
            return tree.filter(path -> matcher.matches(start.relativize(path)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException | PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "The route files " + pattern + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
