// SPDX-License-Identifier: Apache-2.0
/**
 * The entry for programs without Camel: a connection of one account, which sends messages and
 * listens to rooms.
 *
 * <p>What belongs here: the few types that such a program names, and that are promised to stay.
 * What does not: how any of it is done, which is in the packages below {@code
 * org.camelmatrix.internal}.
 */
package org.camelmatrix.client;
