// SPDX-License-Identifier: Apache-2.0
/**
 * State that outlives the process: texts by key, in a file that is whole at any moment.
 *
 * <p>Knows nothing of what the texts mean; what is kept, and when, is decided above.
 */
package org.camelmatrix.store;
