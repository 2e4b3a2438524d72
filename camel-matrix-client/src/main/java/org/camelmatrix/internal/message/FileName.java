// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of files, as they come from strangers and go to them: the name alone, without a folder,
 * without controls and marks that turn the direction of text ({@code exe.fdp} for {@code pdf.exe}).
 */
public final class FileName {

    private static final int LONGEST = 200;
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
    private static final Pattern FOLDER = Pattern.compile("^.*[/\\\\]", Pattern.DOTALL);

    /** RFC 6266, as homeservers write it. */
    private static final Pattern ENCODED =
            Pattern.compile("filename\\*\\s*=\\s*utf-8'[^']*'([^;\\s]+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern PLAIN =
            Pattern.compile(
                    "filename\\s*=\\s*(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^;\\s]++))",
                    Pattern.CASE_INSENSITIVE);

    private FileName() {}

    /** A name that can be shown and written, or null if nothing is left of it. */
    public static String safe(String name) {
        if (name == null) {
            return null;
        }
        String last = FOLDER.matcher(UNFIT.matcher(name).replaceAll("")).replaceFirst("").strip();
        if (last.isEmpty() || last.equals(".") || last.equals("..")) {
            return null;
        }
        return last.length() <= LONGEST ? last : shortened(last);
    }

    /** The end stays, as it tells what is in the file. */
    private static String shortened(String name) {
        int start = name.length() - LONGEST;
        return name.substring(Character.isLowSurrogate(name.charAt(start)) ? start + 1 : start);
    }

    /** The name in a header {@code Content-Disposition}, or null if it has none. */
    public static String ofDisposition(String disposition) {
        if (disposition == null) {
            return null;
        }
        Matcher encoded = ENCODED.matcher(disposition);
        if (encoded.find()) {
            try {
                return safe(
                        URLDecoder.decode(
                                encoded.group(1).replace("+", "%2B"), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        Matcher plain = PLAIN.matcher(disposition);
        if (!plain.find()) {
            return null;
        }
        return safe(
                plain.group(1) == null
                        ? plain.group(2)
                        : plain.group(1).replaceAll("\\\\(.)", "$1"));
    }
}
