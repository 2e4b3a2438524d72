// SPDX-License-Identifier: Apache-2.0
/**
 * The failures that a request to Matrix can end with, and nothing else.
 *
 * <p>Every other package throws them, and programs and Camel routes catch them, so this package is
 * above all others and depends on none. The class says what a failure means; the message says what
 * happened.
 */
package org.camelmatrix;
