// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.encryption;

/** What encrypts events for an encrypted room. */
public enum EncryptionMode {
    /** Nothing does. Nothing is sent to an encrypted room. */
    NONE,
    /** A proxy between the account and the homeserver does, such as pantalaimon. */
    PROXY
}
