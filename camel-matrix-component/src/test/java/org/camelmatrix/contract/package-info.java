/**
 * What the component does at a homeserver, written once and run at two: the stand-in of
 * camel-matrix-test, and a real Synapse ({@code mvn verify -Psynapse}).
 *
 * <p>What is left there is read back by raw requests of {@link org.camelmatrix.contract.Person},
 * never by the component. Every request is counted, and checked against the specification's
 * documents where the system property {@code matrix.specification} names them.
 */
package org.camelmatrix.contract;
