// SPDX-License-Identifier: Apache-2.0
/**
 * What the component does at a homeserver, written once and run at two: the stand-in of
 * camel-matrix-test, and a real Synapse ({@code mvn verify -Psynapse}).
 *
 * <p>What only one of them can show is a {@code *StandInTest}, such as faults by chance, or a
 * {@code *SynapseTest}, such as a server that is killed.
 *
 * <p>What is left there is read back by raw requests of {@link org.camelmatrix.contract.Person},
 * never by the component. Every request is counted, and checked against the specification's
 * documents where the system property {@code matrix.specification} names them.
 */
package org.camelmatrix.contract;
