// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

/** Cuts a text that no event holds into parts that events hold. */
sealed interface Splitter permits MarkdownSplitter, PlainTextSplitter, HtmlSplitter, CodeSplitter {

    /**
     * Offers the whole text in parts, in order, until each is taken. Nothing of it is lost but
     * white space at the cuts.
     */
    void split(String text, Parts parts);
}
