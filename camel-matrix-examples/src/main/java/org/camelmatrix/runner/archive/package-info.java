// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code archive}: runs the program once at a stand-in for a homeserver, so that the
 * JVM keeps what it has loaded, and later starts begin with that.
 *
 * <p>It knows of the program only what its command line is.
 */
package org.camelmatrix.runner.archive;
