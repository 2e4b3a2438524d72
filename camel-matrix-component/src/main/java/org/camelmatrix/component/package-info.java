// SPDX-License-Identifier: Apache-2.0
/**
 * What Camel sees: the component, its endpoint, options and headers, and the producer that takes an
 * exchange through the other packages.
 *
 * <p>Only this package knows exchanges. It holds no protocol: what a homeserver wants belongs to
 * {@code account} and {@code client}, what is in a message to {@code message}.
 */
package org.camelmatrix.component;
