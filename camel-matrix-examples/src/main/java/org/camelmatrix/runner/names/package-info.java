// SPDX-License-Identifier: Apache-2.0
/**
 * Rewrites the component's sentences for the command line. Where a failure or a log line names an
 * option of the component, {@code OptionNames} puts in the environment variable or the property by
 * which the user of the command sets it.
 */
package org.camelmatrix.runner.names;
