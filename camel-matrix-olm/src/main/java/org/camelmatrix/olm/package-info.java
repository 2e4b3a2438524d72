// SPDX-License-Identifier: Apache-2.0
/**
 * The failures of this module. Its parts are in the packages below:
 *
 * <ul>
 *   <li>{@code primitive}: keys and curves
 *   <li>{@code ratchet}: Olm and Megolm
 *   <li>{@code json}: canonical JSON and signed JSON objects
 *   <li>{@code attachment}: files of encrypted rooms
 *   <li>{@code secret}: recovery keys, secret storage, key backup and key export files
 *   <li>{@code store}: the contract of a store of keys and sessions, and one in memory
 *   <li>{@code internal}: symmetric primitives and base64, not promised to users of the module
 * </ul>
 *
 * <p>Nothing in this module does I/O, starts a thread or reads a clock. It knows no HTTP and no
 * homeserver.
 */
package org.camelmatrix.olm;
