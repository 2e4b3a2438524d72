// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code camel-matrix}: reads arguments, environment and {@code
 * application.properties}, runs routes by Camel Main, and says on the console what happens, so that
 * a person can read it.
 *
 * <p>Nothing of Matrix is done here: what a message is and how it travels is the component's. The
 * example routes lie in {@code examples}, the servers inside this process in {@code embedded}.
 */
package org.camelmatrix.runner;
