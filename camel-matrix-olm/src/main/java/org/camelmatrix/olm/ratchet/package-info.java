// SPDX-License-Identifier: Apache-2.0
/**
 * Olm and Megolm: the account of a device, its sessions, and the format of their messages, exports
 * and stored states.
 *
 * <p>Written from the specification's documents "Olm: A Cryptographic Ratchet" and "Megolm group
 * ratchet". No class here is thread-safe: a caller uses an account or a session by one thread at a
 * time, and stores its new state before it sends what the state has produced. A call that throws
 * has changed nothing.
 *
 * <p>What does not belong here: JSON, trust, devices and rooms.
 */
package org.camelmatrix.olm.ratchet;
