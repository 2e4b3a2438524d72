// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

/**
 * The response to a request, not interpreted yet.
 *
 * @param status the HTTP status
 * @param location the header {@code Location}, or null
 * @param retryAfter the header {@code Retry-After}, or null
 * @param body the body, not longer than the request allowed; may be empty
 */
public record ApiResponse(int status, String location, String retryAfter, byte[] body) {}
