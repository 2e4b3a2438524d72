// SPDX-License-Identifier: Apache-2.0
/**
 * What failures of futures mean, in one place for all packages.
 *
 * <p>What the answers of a homeserver mean belongs to {@code http}.
 */
package org.camelmatrix.internal.failure;
