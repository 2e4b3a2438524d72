// SPDX-License-Identifier: Apache-2.0
/**
 * The failures that a route can meet, and nothing else.
 *
 * <p>Every other package throws them and every user catches them, so they lie above all packages
 * and depend on none. What a failure means is its class; what happened is its message.
 */
package org.camelmatrix;
