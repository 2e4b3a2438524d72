package org.camelmatrix.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words as Markdown that shows them as they are, with no more backslashes than that takes, as many
 * people read the source.
 */
final class LiteralMarkdown {

    /** URLs stay whole, as they are found before markup is. */
    private static final Pattern URL = Pattern.compile("https?://\\S+");

    /** What begins a heading, quote, list or line in the first place of a block. */
    private static final Pattern BLOCK = Pattern.compile("(?:[#>+*=-]|\\d{1,9}[.)])(?:.*)");

    private static final String PAIRED = "*_~`";

    private LiteralMarkdown() {}

    /** Words in a line, which may begin a block. */
    static String line(String words) {
        String line = inline(words);
        if (!BLOCK.matcher(words).matches() || line.startsWith("\\")) {
            return line;
        }
        int mark = 0;
        while (Character.isDigit(line.charAt(mark))) {
            mark++;
        }
        return line.substring(0, mark) + '\\' + line.substring(mark);
    }

    /** Words in the cell of a table. */
    static String cell(String words) {
        return inline(words).replace("|", "\\|");
    }

    private static String inline(String words) {
        String line = words.replaceAll("\\s+", " ").strip();
        StringBuilder markdown = new StringBuilder(line.length() + 8);
        Matcher url = URL.matcher(line);
        int from = 0;
        while (url.find()) {
            escape(line, from, url.start(), markdown);
            markdown.append(url.group());
            from = url.end();
        }
        escape(line, from, line.length(), markdown);
        return markdown.toString();
    }

    private static void escape(String line, int from, int to, StringBuilder markdown) {
        for (int i = from; i < to; i++) {
            if (isMarkup(line, i)) {
                markdown.append('\\');
            }
            markdown.append(line.charAt(i));
        }
    }

    private static boolean isMarkup(String line, int at) {
        char c = line.charAt(at);
        char next = at + 1 < line.length() ? line.charAt(at + 1) : ' ';
        if (PAIRED.indexOf(c) >= 0) {
            boolean hasPair = line.indexOf(c) != line.lastIndexOf(c);
            return hasPair && !(c == '_' && isInWord(line, at)) && !isAlone(line, at);
        }
        return switch (c) {
            case '\\' -> isPunctuation(next);
            case '<' -> Character.isLetter(next) || "/!?".indexOf(next) >= 0;
            case '&' -> Character.isLetter(next) || next == '#';
            case '[' -> line.indexOf(']', at) > 0;
            default -> false;
        };
    }

    private static boolean isPunctuation(char c) {
        return c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
    }

    private static boolean isInWord(String line, int at) {
        return at > 0
                && at + 1 < line.length()
                && Character.isLetterOrDigit(line.charAt(at - 1))
                && Character.isLetterOrDigit(line.charAt(at + 1));
    }

    /** Between spaces nothing begins or ends but code. */
    private static boolean isAlone(String line, int at) {
        return line.charAt(at) != '`'
                && (at == 0 || line.charAt(at - 1) == ' ')
                && (at + 1 == line.length() || line.charAt(at + 1) == ' ');
    }
}
