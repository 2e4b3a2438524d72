// SPDX-License-Identifier: Apache-2.0
/**
 * Routes to read and to copy, a few lines each: to a Matrix room, or from one and back.
 *
 * <p>What is not a route does not belong here: how they are chosen and run is {@code runner}'s. The
 * routes that are written in YAML lie beside the classes, in {@code examples/*.yaml}.
 */
package org.camelmatrix.examples;
