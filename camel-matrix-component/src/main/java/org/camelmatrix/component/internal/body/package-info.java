// SPDX-License-Identifier: Apache-2.0
/**
 * The bodies of messages: their bytes, their text, their type, and files that are read while they
 * are sent or received. Nothing here knows endpoints, options or headers; {@code MessageBody} and
 * {@code ReceivedContent} in the package above put bodies and options together.
 */
package org.camelmatrix.component.internal.body;
