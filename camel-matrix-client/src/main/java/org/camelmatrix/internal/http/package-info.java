// SPDX-License-Identifier: Apache-2.0
/**
 * The Matrix Client-Server API, in classes by the chapters of the specification; the transport
 * below them; and what errors mean.
 *
 * <p>An endpoint usually has one method. It has several if its callers need the answer in different
 * forms or with different limits: {@code GET /rooms/{roomId}/messages} has two ({@code
 * EventsClient.messages} for the missed events of a consumer, {@code HistoryClient.messages} for an
 * operation), and {@code GET /rooms/{roomId}/event/{eventId}} has three ({@code
 * EventsClient.event}, {@code HistoryClient.event} and {@code HistoryClient.readableEvent}).
 *
 * <p>This package keeps no session and repeats no request: both are decided above. It limits the
 * size and the time of everything that comes from the network.
 */
package org.camelmatrix.internal.http;
