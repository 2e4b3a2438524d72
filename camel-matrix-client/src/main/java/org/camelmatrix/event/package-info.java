// SPDX-License-Identifier: Apache-2.0
/**
 * Values that the Matrix specification names: identifiers, recipients, message types, event
 * contents. They check their own form.
 *
 * <p>No I/O, no Camel, no state. Everything may depend on this package; it depends on nothing.
 */
package org.camelmatrix.event;
