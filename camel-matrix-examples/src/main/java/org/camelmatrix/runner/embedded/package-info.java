// SPDX-License-Identifier: Apache-2.0
/**
 * Servers that run inside the runner's process, each a service that starts and stops with the
 * CamelContext: the stand-in for a homeserver, the HTTP server, the JMS broker.
 *
 * <p>They know nothing of the command line and of the routes that use them.
 */
package org.camelmatrix.runner.embedded;
