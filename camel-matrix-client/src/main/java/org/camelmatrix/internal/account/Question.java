// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

/**
 * Something that is asked once for all who want to know. Who asks with another session asks for
 * himself: a refusal of the one token says nothing of the other.
 *
 * @param session with which it is asked
 * @param subject what it is about
 */
record Question<T>(Session session, T subject) {}
