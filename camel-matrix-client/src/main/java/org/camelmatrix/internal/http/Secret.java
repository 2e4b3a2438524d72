// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

/**
 * An access token or a password: a text that prints as stars.
 *
 * @param value the text itself
 */
public record Secret(String value) {

    /** Takes the secret out of a text that comes from elsewhere, such as a homeserver's answer. */
    String removedFrom(String text) {
        return value.isEmpty() ? text : text.replace(value, toString());
    }

    @Override
    public String toString() {
        return "***";
    }
}
