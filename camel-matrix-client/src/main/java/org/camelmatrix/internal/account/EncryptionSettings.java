// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Duration;
import org.camelmatrix.internal.encryption.EncryptionMode;
import org.camelmatrix.store.StateStore;

/**
 * What an account does about encrypted rooms.
 *
 * @param mode who encrypts
 * @param checkInterval how long a room is taken to be in clear without asking again
 * @param memory where encrypted rooms are remembered
 */
public record EncryptionSettings(EncryptionMode mode, Duration checkInterval, StateStore memory) {}
