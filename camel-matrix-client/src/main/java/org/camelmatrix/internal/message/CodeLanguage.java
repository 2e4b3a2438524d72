// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The language of source code and data, as clients name it in the class of a code block (Instant
 * Messaging, "m.room.message msgtypes").
 */
final class CodeLanguage {

    /** Code of which no client knows the language. */
    private static final String NONE = "";

    private static final Map<String, String> EXTENSIONS =
            Map.ofEntries(
                    Map.entry("json", "json"),
                    Map.entry("json5", "json"),
                    Map.entry("jsonl", "json"),
                    Map.entry("ndjson", "json"),
                    Map.entry("geojson", "json"),
                    Map.entry("ipynb", "json"),
                    Map.entry("jsonc", "json"),
                    Map.entry("jsonld", "json"),
                    Map.entry("avsc", "json"),
                    Map.entry("har", "json"),
                    Map.entry("yaml", "yaml"),
                    Map.entry("yml", "yaml"),
                    Map.entry("xml", "xml"),
                    Map.entry("xsd", "xml"),
                    Map.entry("xsl", "xml"),
                    Map.entry("xslt", "xml"),
                    Map.entry("wsdl", "xml"),
                    Map.entry("svg", "xml"),
                    Map.entry("rss", "xml"),
                    Map.entry("atom", "xml"),
                    Map.entry("plist", "xml"),
                    Map.entry("html", "html"),
                    Map.entry("htm", "html"),
                    Map.entry("xhtml", "html"),
                    Map.entry("csv", "csv"),
                    Map.entry("tsv", "tsv"),
                    Map.entry("log", NONE),
                    Map.entry("out", NONE),
                    Map.entry("err", NONE),
                    Map.entry("trace", NONE),
                    Map.entry("conf", NONE),
                    Map.entry("cfg", NONE),
                    Map.entry("cnf", NONE),
                    Map.entry("env", NONE),
                    Map.entry("ini", "ini"),
                    Map.entry("toml", "toml"),
                    Map.entry("properties", "properties"),
                    Map.entry("py", "python"),
                    Map.entry("pyw", "python"),
                    Map.entry("js", "javascript"),
                    Map.entry("mjs", "javascript"),
                    Map.entry("cjs", "javascript"),
                    Map.entry("jsx", "javascript"),
                    Map.entry("ts", "typescript"),
                    Map.entry("tsx", "typescript"),
                    Map.entry("java", "java"),
                    Map.entry("kt", "kotlin"),
                    Map.entry("kts", "kotlin"),
                    Map.entry("groovy", "groovy"),
                    Map.entry("gradle", "groovy"),
                    Map.entry("scala", "scala"),
                    Map.entry("clj", "clojure"),
                    Map.entry("rb", "ruby"),
                    Map.entry("go", "go"),
                    Map.entry("rs", "rust"),
                    Map.entry("c", "c"),
                    Map.entry("h", "c"),
                    Map.entry("cc", "cpp"),
                    Map.entry("cpp", "cpp"),
                    Map.entry("cxx", "cpp"),
                    Map.entry("hpp", "cpp"),
                    Map.entry("cs", "csharp"),
                    Map.entry("swift", "swift"),
                    Map.entry("dart", "dart"),
                    Map.entry("lua", "lua"),
                    Map.entry("r", "r"),
                    Map.entry("php", "php"),
                    Map.entry("pl", "perl"),
                    Map.entry("pm", "perl"),
                    Map.entry("ex", "elixir"),
                    Map.entry("exs", "elixir"),
                    Map.entry("erl", "erlang"),
                    Map.entry("hs", "haskell"),
                    Map.entry("sh", "bash"),
                    Map.entry("bash", "bash"),
                    Map.entry("zsh", "bash"),
                    Map.entry("ps1", "powershell"),
                    Map.entry("bat", "bat"),
                    Map.entry("cmd", "bat"),
                    Map.entry("sql", "sql"),
                    Map.entry("css", "css"),
                    Map.entry("scss", "scss"),
                    Map.entry("less", "less"),
                    Map.entry("vue", "xml"),
                    Map.entry("diff", "diff"),
                    Map.entry("patch", "diff"),
                    Map.entry("graphql", "graphql"),
                    Map.entry("proto", "protobuf"),
                    Map.entry("tf", "hcl"),
                    Map.entry("tfvars", "hcl"),
                    Map.entry("hcl", "hcl"),
                    Map.entry("tex", "latex"),
                    Map.entry("dockerfile", "dockerfile"),
                    Map.entry("makefile", "makefile"),
                    Map.entry("mk", "makefile"));

    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("application/json", "json"),
                    Map.entry("application/json5", "json"),
                    Map.entry("application/x-ndjson", "json"),
                    Map.entry("application/jsonlines", "json"),
                    Map.entry("application/yaml", "yaml"),
                    Map.entry("application/xml", "xml"),
                    Map.entry("application/xml-dtd", "xml"),
                    Map.entry("text/html", "html"),
                    Map.entry("text/tab-separated-values", "tsv"),
                    Map.entry("application/ecmascript", "javascript"),
                    Map.entry("application/node", "javascript"),
                    Map.entry("text/ecmascript", "javascript"),
                    Map.entry("text/x-java-source", "java"),
                    Map.entry("text/x-java-properties", "properties"),
                    Map.entry("text/x-csrc", "c"),
                    Map.entry("text/x-chdr", "c"),
                    Map.entry("text/x-c++", "cpp"),
                    Map.entry("text/x-c++src", "cpp"),
                    Map.entry("text/x-c++hdr", "cpp"),
                    Map.entry("text/x-script.python", "python"),
                    Map.entry("text/x-python3", "python"),
                    Map.entry("application/x-shellscript", "bash"),
                    Map.entry("text/x-shellscript", "bash"),
                    Map.entry("application/x-httpd-php", "php"),
                    Map.entry("text/x-config", NONE));

    /** Languages that types name as clients do, behind {@code text/} or {@code application/}. */
    private static final Set<String> NAMES =
            Set.of(
                    "csv",
                    "css",
                    "sql",
                    "toml",
                    "ini",
                    "log",
                    "xml",
                    "diff",
                    "patch",
                    "javascript",
                    "typescript",
                    "java",
                    "kotlin",
                    "groovy",
                    "scala",
                    "python",
                    "ruby",
                    "go",
                    "rust",
                    "rustsrc",
                    "c",
                    "csharp",
                    "swift",
                    "dart",
                    "lua",
                    "php",
                    "perl",
                    "sh",
                    "bash",
                    "powershell",
                    "scss",
                    "graphql",
                    "protobuf",
                    "tex",
                    "latex",
                    "dockerfile",
                    "makefile");

    private static final Map<String, String> OTHER_NAMES =
            Map.of(
                    "log", NONE,
                    "sh", "bash",
                    "patch", "diff",
                    "rustsrc", "rust",
                    "tex", "latex");

    private CodeLanguage() {}

    /** Whether a type is one of code or data. */
    static boolean isCode(String type) {
        return ofType(type) != null;
    }

    /**
     * The language of a text.
     *
     * @param type its type, or null
     * @param name the name of its file, or null
     * @return "" for code of which no language is known, null for text that is no code
     */
    static String of(String type, String name) {
        String said = type == null ? null : ofType(type);
        return said == null ? ofName(name) : said;
    }

    /** Whether a word is the name of a language, or short for one. */
    static boolean isName(String word) {
        String name = word.toLowerCase(Locale.ROOT);
        return NAMES.contains(name)
                || !EXTENSIONS.getOrDefault(name, NONE).equals(NONE)
                || EXTENSIONS.containsValue(name) && !name.isEmpty();
    }

    /** The end of the name of a file in a language. */
    static String extension(String language) {
        return EXTENSIONS.entrySet().stream()
                .filter(known -> !language.isEmpty() && known.getValue().equals(language))
                .map(Map.Entry::getKey)
                .min(
                        Comparator.comparing((String each) -> !each.equals(language))
                                .thenComparing(String::length)
                                .thenComparing(Comparator.naturalOrder()))
                .orElse("txt");
    }

    private static String ofType(String type) {
        String known = TYPES.get(type);
        if (known != null) {
            return known;
        }
        if (type.endsWith("+json")) {
            return "json";
        }
        if (type.endsWith("+xml")) {
            return type.startsWith("image/") ? null : "xml";
        }
        if (type.endsWith("+yaml")) {
            return "yaml";
        }
        if (!type.startsWith("text/") && !type.startsWith("application/")) {
            return null;
        }
        String minor = type.substring(type.indexOf('/') + 1);
        String name = minor.startsWith("x-") ? minor.substring(2) : minor;
        return NAMES.contains(name) ? OTHER_NAMES.getOrDefault(name, name) : null;
    }

    private static String ofName(String name) {
        if (name == null) {
            return null;
        }
        String end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean whole = end.length() == name.length();
        boolean known = !whole || end.equals("dockerfile") || end.equals("makefile");
        return known ? EXTENSIONS.get(end) : null;
    }
}
