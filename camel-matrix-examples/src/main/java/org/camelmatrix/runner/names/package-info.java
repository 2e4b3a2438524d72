// SPDX-License-Identifier: Apache-2.0
/** What a person calls the options of the component where the command runs. */
package org.camelmatrix.runner.names;
