// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Duration;
import org.camelmatrix.internal.encryption.EncryptionMode;
import org.camelmatrix.store.StateStore;

/**
 * How an account treats encrypted rooms.
 *
 * @param mode what encrypts
 * @param checkInterval how long to rely on a room being unencrypted
 * @param memory keeps the list of encrypted rooms
 */
public record EncryptionSettings(EncryptionMode mode, Duration checkInterval, StateStore memory) {}
