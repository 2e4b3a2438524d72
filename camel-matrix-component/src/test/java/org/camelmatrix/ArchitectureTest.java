// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** The arrows of ARCHITECTURE.md: nothing points back up. */
@AnalyzeClasses(packages = "org.camelmatrix", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule arrowsPointDown =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("component")
                    .definedBy("org.camelmatrix.component")
                    .layer("account")
                    .definedBy("org.camelmatrix.account")
                    .layer("message")
                    .definedBy("org.camelmatrix.message")
                    .layer("client")
                    .definedBy("org.camelmatrix.client")
                    .layer("crypto")
                    .definedBy("org.camelmatrix.crypto")
                    .layer("sync")
                    .definedBy("org.camelmatrix.sync")
                    .layer("queue")
                    .definedBy("org.camelmatrix.queue")
                    .layer("store")
                    .definedBy("org.camelmatrix.store")
                    .layer("event")
                    .definedBy("org.camelmatrix.event")
                    .layer("failures")
                    .definedBy("org.camelmatrix")
                    .whereLayer("component")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("account")
                    .mayOnlyBeAccessedByLayers("component")
                    .whereLayer("message")
                    .mayOnlyBeAccessedByLayers("component")
                    .whereLayer("client")
                    .mayOnlyBeAccessedByLayers("component", "account", "sync", "crypto")
                    .whereLayer("sync")
                    .mayOnlyBeAccessedByLayers("component", "account")
                    .whereLayer("queue")
                    .mayOnlyBeAccessedByLayers("component", "account", "sync")
                    .whereLayer("crypto")
                    .mayOnlyBeAccessedByLayers("component", "account")
                    .whereLayer("store")
                    .mayOnlyBeAccessedByLayers("component", "account", "sync")
                    .whereLayer("event")
                    .mayOnlyBeAccessedByLayers(
                            "component", "account", "sync", "message", "client", "crypto")
                    .whereLayer("failures")
                    .mayOnlyBeAccessedByLayers(
                            "component", "account", "sync", "queue", "message", "client", "crypto")
                    .ensureAllClassesAreContainedInArchitectureIgnoring("org.camelmatrix.test..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("org.camelmatrix.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheComponentKnowsCamel =
            ArchRuleDefinition.noClasses()
                    .that()
                    .resideOutsideOfPackage("org.camelmatrix.component")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule messagesDoNoIo =
            ArchRuleDefinition.noClasses()
                    .that()
                    .resideInAnyPackage("org.camelmatrix.message", "org.camelmatrix.event")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.net.http..", "java.nio.file..", "org.apache.hc..");
}
