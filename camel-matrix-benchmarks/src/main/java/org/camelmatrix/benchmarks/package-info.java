// SPDX-License-Identifier: Apache-2.0
/**
 * What the component costs: programs that a harness starts against its stub homeserver, each of
 * which prints one line of JSON, and JMH benchmarks of single steps. README.md tells how to run
 * them.
 */
package org.camelmatrix.benchmarks;
