/**
 * Routes to read and to copy, a few lines each, all of them ending in a Matrix room.
 *
 * <p>What is not a route does not belong here: how they are chosen and run is {@code runner}'s. The
 * routes that are written in YAML lie beside the classes, in {@code examples/*.yaml}.
 */
package org.camelmatrix.examples;
