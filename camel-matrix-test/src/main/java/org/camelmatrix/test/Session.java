// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

/** A device that is logged in: section "Relationship between access tokens and devices". */
record Session(String userId, String deviceId) {}
