// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** The arrows between the packages of the component: internal packages stand below. */
@AnalyzeClasses(packages = "org.camelmatrix.component", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule internalPackagesKnowNothingAboveThem =
            ArchRuleDefinition.noClasses()
                    .that()
                    .resideInAPackage("org.camelmatrix.component.internal..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.camelmatrix.component");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("org.camelmatrix.component.(**)").should().beFreeOfCycles();
}
