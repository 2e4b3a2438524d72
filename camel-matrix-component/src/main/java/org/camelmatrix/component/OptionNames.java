// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camelmatrix.MatrixConfigurationException;

/**
 * The names of the options that there are, and which of them a misspelt one means.
 *
 * @param names the names
 */
record OptionNames(Set<String> names) {

    /** One wrong letter in so many is a mistake in typing. */
    private static final int LETTERS_FOR_A_MISTAKE = 3;

    /** Options that the component alone has. */
    private static final Set<String> OF_THE_COMPONENT =
            Set.of("dynamicOptions", "healthCheckEnabled", "useGlobalSslContextParameters");

    /** The options of endpoints. */
    static OptionNames ofEndpoints() {
        return new OptionNames(new TreeSet<>(new MatrixEndpointUriFactory().propertyNames()));
    }

    /** The options of the component: those of endpoints, and its own. */
    static OptionNames ofTheComponent() {
        Set<String> names = new TreeSet<>(OF_THE_COMPONENT);
        names.addAll(ofEndpoints().names());
        return new OptionNames(names);
    }

    /** Says that there are no such options, and which may be meant. No value is shown. */
    MatrixConfigurationException unknown(Collection<String> misspelt) {
        return new MatrixConfigurationException(
                misspelt.stream().sorted().map(this::unknown).collect(Collectors.joining("; ")));
    }

    private String unknown(String misspelt) {
        String present = FormerNames.ofOption(misspelt);
        if (present != null) {
            return "There is no option " + misspelt + ": it is called " + present + " now";
        }
        String nearest = nearest(misspelt);
        return "There is no option "
                + OptionValues.shown(misspelt)
                + (nearest == null
                        ? ": see the table of options"
                        : ": did you mean " + nearest + "?");
    }

    /** The name that is most like another, or null if none is. */
    String nearest(String misspelt) {
        String letters = letters(misspelt);
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(letters, letters(name))))
                .filter(
                        name ->
                                distance(letters, letters(name))
                                        <= letters.length() / LETTERS_FOR_A_MISTAKE)
                .orElse(null);
    }

    private static String letters(String name) {
        return name.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
    }

    /**
     * How many letters have to be put in, taken out or replaced (Levenshtein), or change places
     * with a neighbour, to make the one of the other.
     */
    static int distance(String one, String other) {
        int[][] costs = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                costs[i][j] = i == 0 || j == 0 ? i + j : cost(costs, one, other, i, j);
            }
        }
        return costs[one.length()][other.length()];
    }

    private static int cost(int[][] costs, String one, String other, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int least =
                Math.min(
                        Math.min(costs[i - 1][j], costs[i][j - 1]) + 1,
                        costs[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped =
                i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, costs[i - 2][j - 2] + 1) : least;
    }
}
