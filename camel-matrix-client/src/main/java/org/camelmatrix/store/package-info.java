// SPDX-License-Identifier: Apache-2.0
/**
 * Stores of texts by key: {@link org.camelmatrix.store.StateStore}, a file that is complete at any
 * moment and outlives the process ({@code FileStateStore}), and two stores in memory ({@code
 * MemoryStateStore}, {@code RecentStateStore}).
 *
 * <p>The package does not know what the texts mean. Its callers decide what is stored, and when.
 */
package org.camelmatrix.store;
