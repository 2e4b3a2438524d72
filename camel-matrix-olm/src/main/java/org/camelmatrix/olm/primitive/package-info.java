// SPDX-License-Identifier: Apache-2.0
/**
 * Keys, and the two curves behind one interface with two makers: Bouncy Castle's and the JDK's.
 *
 * <p>What does not belong here: anything that knows of a message or a session.
 */
package org.camelmatrix.olm.primitive;
