// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

/** Whether a body is sent as a file. */
public enum MediaPolicy {
    /** Where it is one: bytes of which type, name or beginning do not say that they are text. */
    AUTO,
    /** Always. */
    ALWAYS,
    /** Never; what cannot be read as text fails. */
    NEVER
}
