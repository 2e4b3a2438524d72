// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.encryption;

/** Who encrypts what goes to an encrypted room. */
public enum EncryptionMode {
    /** Nobody: nothing is sent there. */
    NONE,
    /** A proxy between the component and the homeserver, such as pantalaimon. */
    PROXY
}
