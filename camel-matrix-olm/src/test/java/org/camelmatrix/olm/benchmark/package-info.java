// SPDX-License-Identifier: Apache-2.0
/**
 * What the operations of this module cost beside the curve operations that they cannot do without,
 * and beside vodozemac. README.md tells how to run it.
 */
package org.camelmatrix.olm.benchmark;
