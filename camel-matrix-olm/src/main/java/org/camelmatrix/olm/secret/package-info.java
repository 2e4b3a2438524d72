// SPDX-License-Identifier: Apache-2.0
/**
 * Keys that outlive a device: recovery keys and secret storage, the server-side key backup
 * (reading), and key export files (Client-Server API, "Secrets", "Server-side key backups", "Key
 * exports").
 */
package org.camelmatrix.olm.secret;
