// SPDX-License-Identifier: Apache-2.0
/**
 * Turns what a future or a thread failed with into a {@link org.camelmatrix.MatrixException}:
 * {@code MatrixFailure} removes the exceptions that futures wrap around the cause, and {@code
 * UnexpectedFailure} describes a cause that no code of the project expects, such as a class that is
 * missing on the class path.
 *
 * <p>What an error answer of a homeserver means does not belong here; that is in {@code http}.
 */
package org.camelmatrix.internal.failure;
