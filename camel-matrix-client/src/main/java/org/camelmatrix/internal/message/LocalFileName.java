// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Names of received files, as they can be written into a folder of any file system: no path, no
 * hidden file, no device of Windows, no name that a program takes for an option, and short enough
 * to have something put before and behind it.
 */
public final class LocalFileName {

    /** Most file systems allow 255 bytes of UTF-8; ids and suffixes need their share of them. */
    private static final int MOST_BYTES = 128;

    private static final int LONGEST_EXTENSION = 16;

    private static final Pattern UNFIT = Pattern.compile("[<>:\"|?*/\\\\]");
    private static final Pattern UNFIT_AT_THE_BEGINNING = Pattern.compile("^[.~-]+");
    private static final Pattern UNFIT_AT_THE_END = Pattern.compile("[. ]+$");
    private static final Pattern DEVICE =
            Pattern.compile(
                    "(?:CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|CLOCK\\$|(?:COM|LPT)[0-9¹²³]) *(?:\\..*)?",
                    Pattern.CASE_INSENSITIVE);

    private LocalFileName() {}

    /** A name for a file that somebody calls so; null if there is no name. */
    public static String of(String name) {
        String shown = FileName.safe(name);
        if (shown == null) {
            return null;
        }
        String fit = UNFIT.matcher(shown).replaceAll("_");
        fit = UNFIT_AT_THE_BEGINNING.matcher(fit).replaceFirst("_");
        fit = shortened(trimmed(fit));
        return DEVICE.matcher(fit).matches() ? '_' + fit : fit;
    }

    private static String trimmed(String name) {
        return UNFIT_AT_THE_END.matcher(name).replaceFirst("");
    }

    /** The extension stays, as it tells what is in the file. */
    private static String shortened(String name) {
        if (bytes(name) <= MOST_BYTES) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 ? name.substring(dot) : "";
        if (bytes(extension) > LONGEST_EXTENSION) {
            extension = "";
        }
        int left = MOST_BYTES - bytes(extension);
        int end = 0;
        while (true) {
            int next = end + Character.charCount(name.codePointAt(end));
            left -= bytes(name.substring(end, next));
            if (left < 0) {
                return trimmed(name.substring(0, end)) + extension;
            }
            end = next;
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
