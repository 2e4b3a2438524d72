// SPDX-License-Identifier: Apache-2.0
/**
 * The failures of this module. Its parts are in the packages below: {@code primitive} (keys and
 * curves) and {@code ratchet} (Olm and Megolm).
 *
 * <p>Nothing in this module does I/O, starts a thread or reads a clock. It knows no HTTP and no
 * homeserver.
 */
package org.camelmatrix.olm;
