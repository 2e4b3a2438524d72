// SPDX-License-Identifier: Apache-2.0
/**
 * A stand-in for a Matrix homeserver, for tests of code that talks to one.
 *
 * <p>Here belong: the server that a test starts ({@link org.camelmatrix.test.MatrixHomeserver}),
 * its JUnit 5 extension, the faults that it can be told to make, and the behaviour of the
 * endpoints, which follows the Matrix specification's Client-Server API and, where that leaves
 * room, what Synapse answers. Everything but the handful of public types is private to the package.
 *
 * <p>Here does not belong: anything of Apache Camel or of the component under test (the stand-in
 * must not share an error with what it tests), federation, encryption, real authentication and
 * storage. A stand-in proves what a client sends and how it takes the answers; whether a homeserver
 * agrees, only a real homeserver can tell.
 */
package org.camelmatrix.test;
