// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code camel-matrix setup}: gets an account and makes it ready for routes, one class
 * each step.
 *
 * <p>A step says in a line what it did. What the homeserver, the network or the disk refuse is a
 * {@link org.camelmatrix.MatrixException} or an I/O failure (exit code 1), what the person has to
 * give or to change a {@link UsageException} (exit code 2). Secrets come by {@link Secrets} alone
 * and are in no output.
 *
 * <p>Requests go by {@code org.camelmatrix.internal.http}, over the connection that the component's
 * options describe; sessions lie where the component keeps and looks for them. What the commands
 * need of the program around them is {@link Program}.
 */
package org.camelmatrix.runner.setup;
