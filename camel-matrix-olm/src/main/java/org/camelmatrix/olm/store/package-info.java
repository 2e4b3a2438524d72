// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of a store of keys and sessions, and a store in memory.
 *
 * <p>A store does not know what the bytes mean. Each store passes {@code CryptoStoreContract}, and
 * {@code DurableCryptoStoreContract} if its medium outlives the process. Both are among this
 * module's tests.
 */
package org.camelmatrix.olm.store;
