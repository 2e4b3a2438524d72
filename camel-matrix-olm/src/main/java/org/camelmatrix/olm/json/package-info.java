// SPDX-License-Identifier: Apache-2.0
/**
 * Canonical JSON, and JSON objects with signatures (Matrix specification, Appendices, "Signing
 * JSON").
 *
 * <p>An object is signed and verified as it was received, with the fields that nobody here knows.
 */
package org.camelmatrix.olm.json;
