// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks tests in which a person sends contents that are not as the specification wants them. Then
 * contents are not checked against it; requests and answers are.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface OddContents {}
