// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

/**
 * A question that is asked once for all that wait for the answer. Each session asks for itself: a
 * refusal of one access token says nothing about another.
 *
 * @param session the session that asks
 * @param subject what the question is about
 */
record Question<T>(Session session, T subject) {}
