package org.camelmatrix.message;

/** How the text of a body is to be read. */
public enum MessageFormat {
    /** CommonMark with tables and strikethrough; a line break stays a line break. */
    MARKDOWN,
    /** HTML, of which the tags that the Matrix specification names are kept. */
    HTML,
    /** Plain text, sent as it is. */
    TEXT
}
