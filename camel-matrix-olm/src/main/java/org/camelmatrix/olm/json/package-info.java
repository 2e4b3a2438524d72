// SPDX-License-Identifier: Apache-2.0
/**
 * Canonical JSON, and JSON objects with signatures (Matrix specification, Appendices, "Signing
 * JSON").
 *
 * <p>An object is signed and verified as it was received, including fields that this module does
 * not know.
 */
package org.camelmatrix.olm.json;
