// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

/**
 * An account of the stand-in and one of its devices, logged in.
 *
 * @param userId the full user id, {@code @localpart:server}
 * @param password the account's password
 * @param deviceId the device's id
 * @param accessToken the device's access token
 */
public record TestAccount(String userId, String password, String deviceId, String accessToken) {}
