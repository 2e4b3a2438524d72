// SPDX-License-Identifier: Apache-2.0
/**
 * Turns the body of an exchange into what is sent: text, Markdown and HTML become the content of an
 * event, and the arrival of an exchange becomes a transaction id.
 *
 * <p>Pure functions of their input: no I/O, no Camel, no account. What a homeserver answers does
 * not belong here.
 */
package org.camelmatrix.internal.message;
