// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A variable of the environment that looks like one of the runner's and is none.
 *
 * @param name as it is set
 * @param near the variable that it may be meant for, if it is like one
 */
record UnknownVariable(String name, Optional<String> near) {

    private static final String PREFIX = "MATRIX_";

    /** How many letters of a name stand for one that may be wrong. */
    private static final int LETTERS_OF_A_MISTAKE = 4;

    /**
     * All of them, in the order of their names.
     *
     * @param known the runner's
     * @param others what other commands read
     */
    static List<UnknownVariable> of(
            Map<String, String> environment, Set<String> known, Set<String> others) {
        return environment.keySet().stream()
                .filter(name -> !known.contains(name) && !others.contains(name))
                .map(name -> like(name, known))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(UnknownVariable::name))
                .toList();
    }

    /** Null where the name has nothing to do with the runner. */
    private static UnknownVariable like(String name, Set<String> known) {
        Optional<String> near =
                known.stream()
                        .filter(each -> isNear(name.toUpperCase(Locale.ROOT), each))
                        .min(
                                Comparator.comparingInt(
                                                (String each) ->
                                                        distance(
                                                                name.toUpperCase(Locale.ROOT),
                                                                each))
                                        .thenComparing(each -> each));
        return near.isPresent() || name.startsWith(PREFIX) ? new UnknownVariable(name, near) : null;
    }

    private static boolean isNear(String name, String known) {
        int mistakes = (known.length() - PREFIX.length()) / LETTERS_OF_A_MISTAKE;
        return Math.abs(name.length() - known.length()) <= mistakes
                        && distance(name, known) <= mistakes
                || name.startsWith(PREFIX) && haveWordsInCommon(name, known);
    }

    /** {@code MATRIX_TOKEN} and {@code MATRIX_ACCESS_TOKEN}, {@code MATRIX_ROOM_ID} and others. */
    private static boolean haveWordsInCommon(String name, String known) {
        Set<String> words = words(name);
        Set<String> others = words(known);
        return !words.isEmpty() && (others.containsAll(words) || words.containsAll(others));
    }

    private static Set<String> words(String name) {
        Set<String> words = new HashSet<>(Arrays.asList(name.split("_+")));
        words.removeAll(Set.of("MATRIX", "ID", ""));
        return words;
    }

    /** How many letters are wrong, missing, too many, or swapped with the next one. */
    private static int distance(String one, String other) {
        int[][] distances = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    distances[i][j] = i + j;
                    continue;
                }
                int wrong = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int least =
                        Math.min(
                                distances[i - 1][j - 1] + wrong,
                                Math.min(distances[i - 1][j], distances[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    least = Math.min(least, distances[i - 2][j - 2] + 1);
                }
                distances[i][j] = least;
            }
        }
        return distances[one.length()][other.length()];
    }

    /** Why the demo does not begin with it. */
    String refusalOfDemo() {
        return "The variable "
                + name
                + " is not known, so this would be the demo: "
                + near.map(variable -> "did you mean " + variable + "? Rename or unset it")
                        .orElse("see --help for the names, or unset it");
    }

    /** What to say of it where routes run all the same; empty if it is like no known one. */
    Optional<String> warning() {
        return near.map(
                variable ->
                        "The variable "
                                + name
                                + " is not known and does nothing; did you mean "
                                + variable
                                + "?");
    }
}
