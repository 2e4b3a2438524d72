// SPDX-License-Identifier: Apache-2.0
/**
 * The JDK's symmetric primitives in the form that Matrix uses them: HMAC-SHA-256, HKDF-SHA-256 and
 * AES; and unpadded base64.
 *
 * <p>Not for use outside of this module: these types may change at any time.
 */
package org.camelmatrix.olm.internal;
