// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words as Markdown that shows them as they are, with no more backslashes than that takes, as many
 * people read the source.
 *
 * <p>For one thread.
 */
final class LiteralMarkdown {

    /**
     * URLs and Windows paths that {@link WholeWords} finds in the same place need no backslash. A
     * URL with brackets, references or backslashes is no such one, as it may end before they do,
     * and neither is a word that something else begins.
     */
    private static final Pattern WHOLE =
            Pattern.compile(
                    "(?<!\\S)(?:https?://(?:[^\\s\\\\<>\"`|&()\\[\\]]|&(?!amp;|#|lt;|gt;|quot;))++"
                            + "|[\\p{L}\\p{Nd}]:\\\\(?!\\S*www\\.)[^\\s\\[\\]()<>{}\"`|,;:=]*+)(?!\\S)");

    /** What begins a heading, quote, list or line in the first place of a block. */
    private static final Pattern BLOCK = Pattern.compile("(\\d{0,9})[#>+*=.)-].*");

    /** What makes a tag, a comment or a mail address of what follows. */
    private static final String AFTER_ANGLE = "/!?.#$%&'*+=^_`{|}~-";

    private static final String PAIRED = "*_~`";

    /** The words, and the character that follows them. */
    private final String line;

    private final boolean[] hasPair = new boolean[PAIRED.length()];
    private final boolean hasLinks;
    private final StringBuilder markdown;

    private LiteralMarkdown(String words, char next) {
        line = words.replaceAll("\\s+", " ").strip() + next;
        hasLinks = line.contains("](") || line.contains("][") || line.contains("]:");
        markdown = new StringBuilder(line.length() + 8);
        for (int i = 0; i < hasPair.length; i++) {
            char mark = PAIRED.charAt(i);
            hasPair[i] = line.indexOf(mark) != line.lastIndexOf(mark);
        }
    }

    /** Words that may begin a block, and that a colon may follow. */
    static String line(String words) {
        String line = new LiteralMarkdown(words, ':').write();
        Matcher block = BLOCK.matcher(line);
        return block.matches() ? block.group(1) + '\\' + line.substring(block.end(1)) : line;
    }

    /** Words in the cell of a table, or behind others. */
    static String cell(String words) {
        return new LiteralMarkdown(words, ' ').write().replace("|", "\\|");
    }

    private String write() {
        int end = line.length() - 1;
        Matcher whole = WHOLE.matcher(line.substring(0, end));
        int from = 0;
        while (whole.find()) {
            escape(from, whole.start());
            markdown.append(whole.group());
            from = whole.end();
        }
        escape(from, end);
        return markdown.toString();
    }

    private void escape(int from, int to) {
        for (int i = from; i < to; i++) {
            if (isMarkup(i)) {
                markdown.append('\\');
            }
            markdown.append(line.charAt(i));
        }
    }

    private boolean isMarkup(int at) {
        char c = line.charAt(at);
        char next = line.charAt(at + 1);
        int paired = PAIRED.indexOf(c);
        if (paired >= 0) {
            return hasPair[paired] && !(c == '_' && isInWord(at)) && !isAlone(at);
        }
        return switch (c) {
            case '\\' -> isPunctuation(next);
            case '<' -> Character.isLetterOrDigit(next) || AFTER_ANGLE.indexOf(next) >= 0;
            case '&' -> Character.isLetter(next) || next == '#';
            case '[' -> hasLinks;
            case ':' -> isDrive(at) && (next == '\\' || isEscaped(at + 1));
            default -> false;
        };
    }

    /** A letter and a colon, which a backslash makes the beginning of a Windows path. */
    private boolean isDrive(int colon) {
        return colon > 0
                && Character.isLetterOrDigit(line.charAt(colon - 1))
                && (colon == 1 || !Character.isLetterOrDigit(line.charAt(colon - 2)));
    }

    private boolean isEscaped(int at) {
        return at + 1 < line.length() && (line.charAt(at) == '|' || isMarkup(at));
    }

    private static boolean isPunctuation(char c) {
        return c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
    }

    private boolean isInWord(int at) {
        return at > 0
                && Character.isLetterOrDigit(line.charAt(at - 1))
                && Character.isLetterOrDigit(line.charAt(at + 1));
    }

    /** Between spaces nothing begins or ends but code. */
    private boolean isAlone(int at) {
        return line.charAt(at) != '`'
                && (at == 0 || line.charAt(at - 1) == ' ')
                && line.charAt(at + 1) == ' ';
    }
}
