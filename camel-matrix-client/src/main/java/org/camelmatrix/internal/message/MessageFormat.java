// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

/** How the text of a body is to be read. */
public enum MessageFormat {
    /** By its type: {@link MessageText#of} tells how. */
    AUTO,
    /** CommonMark with tables and strikethrough; a line break stays a line break. */
    MARKDOWN,
    /** HTML, of which the tags that the Matrix specification names are kept. */
    HTML,
    /** Plain text, sent as it is. */
    TEXT,
    /** Source code or data, sent as it is and shown as a code block. */
    CODE
}
