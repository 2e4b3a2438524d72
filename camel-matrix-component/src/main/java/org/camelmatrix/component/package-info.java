// SPDX-License-Identifier: Apache-2.0
/**
 * What Camel sees: the component, its endpoint, options and headers, and the producer and the
 * consumer that connect exchanges with the client.
 *
 * <p>Only this package and {@code internal.body} know exchanges. It contains no protocol: what a
 * homeserver expects belongs to {@code org.camelmatrix.internal.account} and {@code
 * org.camelmatrix.internal.http}, the content of messages to {@code
 * org.camelmatrix.internal.message}.
 */
package org.camelmatrix.component;
