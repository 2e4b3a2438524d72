// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

/** What a Java block of a page is. A block that is nothing of this has no test. */
enum JavaSnippet {
    /** Import lines for the other blocks of the page. */
    IMPORTS,
    /** The body of a route builder's {@code configure}. */
    ROUTES,
    /** Code that sets the component up. */
    COMPONENT,
    /** A class of the project camel-matrix-readme. */
    CLASS,
    UNKNOWN;

    static JavaSnippet of(Snippet snippet) {
        String text = snippet.text();
        if (text.lines().allMatch(line -> line.startsWith("import "))) {
            return IMPORTS;
        }
        if (text.startsWith("from(")
                || text.contains("\nfrom(")
                || text.startsWith("onException(")) {
            return ROUTES;
        }
        if (text.contains("MatrixComponent ")) {
            return COMPONENT;
        }
        return text.contains("class ReportRoute") ? CLASS : UNKNOWN;
    }
}
