// SPDX-License-Identifier: Apache-2.0
/**
 * What a store of keys and sessions has to do, and one in memory.
 *
 * <p>A store knows nothing of what the bytes mean. Each store passes {@code CryptoStoreContract},
 * and {@code DurableCryptoStoreContract} if its medium outlives the process. Both are among this
 * module's tests.
 */
package org.camelmatrix.olm.store;
