// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.http.Abort;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.EventsClient;
import org.camelmatrix.internal.http.SendingClient;
import org.camelmatrix.internal.http.SyncQuery;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.TransactionId;

/** The arrows between the client's packages in ARCHITECTURE.md: nothing points back up. */
@AnalyzeClasses(packages = "org.camelmatrix", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule arrowsPointDown =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("client")
                    .definedBy("org.camelmatrix.client")
                    .layer("account")
                    .definedBy("org.camelmatrix.internal.account")
                    .layer("message")
                    .definedBy("org.camelmatrix.internal.message")
                    .layer("http")
                    .definedBy("org.camelmatrix.internal.http")
                    .layer("encryption")
                    .definedBy("org.camelmatrix.internal.encryption")
                    .layer("sync")
                    .definedBy("org.camelmatrix.internal.sync")
                    .layer("queue")
                    .definedBy("org.camelmatrix.internal.queue")
                    .layer("store")
                    .definedBy("org.camelmatrix.store")
                    .layer("event")
                    .definedBy("org.camelmatrix.event")
                    .layer("outgoing")
                    .definedBy("org.camelmatrix.internal.outgoing")
                    .layer("failure")
                    .definedBy("org.camelmatrix.internal.failure")
                    .layer("failures")
                    .definedBy("org.camelmatrix")
                    .whereLayer("client")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("account")
                    .mayOnlyBeAccessedByLayers("client")
                    .whereLayer("message")
                    .mayOnlyBeAccessedByLayers("client")
                    .whereLayer("http")
                    .mayOnlyBeAccessedByLayers("client", "account", "sync", "encryption")
                    .whereLayer("sync")
                    .mayOnlyBeAccessedByLayers("client", "account")
                    .whereLayer("queue")
                    .mayOnlyBeAccessedByLayers("client", "account", "sync")
                    .whereLayer("encryption")
                    .mayOnlyBeAccessedByLayers("client", "account")
                    .whereLayer("store")
                    .mayOnlyBeAccessedByLayers("client", "account", "sync")
                    .whereLayer("outgoing")
                    .mayOnlyBeAccessedByLayers("client", "account", "message", "http", "encryption")
                    .whereLayer("event")
                    .mayOnlyBeAccessedByLayers(
                            "client",
                            "account",
                            "sync",
                            "message",
                            "http",
                            "encryption",
                            "outgoing")
                    .whereLayer("failure")
                    .mayOnlyBeAccessedByLayers(
                            "client", "account", "sync", "queue", "http", "encryption")
                    .whereLayer("failures")
                    .mayOnlyBeAccessedByLayers(
                            "client",
                            "account",
                            "sync",
                            "queue",
                            "message",
                            "http",
                            "encryption",
                            "outgoing",
                            "failure")
                    .ensureAllClassesAreContainedInArchitectureIgnoring("org.camelmatrix.test..");

    @ArchTest
    static final ArchRule oneClassAsksForSync =
            ArchRuleDefinition.noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("org.camelmatrix.internal.sync.SyncRequests")
                    .should()
                    .callMethod(
                            EventsClient.class,
                            "sync",
                            Credentials.class,
                            SyncQuery.class,
                            Abort.class);

    /** Whatever sends an event goes by the class that seals it first. */
    @ArchTest
    static final ArchRule eventsAreSentByTheClassesThatSealThem =
            ArchRuleDefinition.noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("org.camelmatrix.internal.account.EventSender")
                    .and()
                    .doNotHaveFullyQualifiedName(
                            "org.camelmatrix.internal.account.ProxySender$Attempts")
                    .should()
                    .callMethod(
                            SendingClient.class,
                            "send",
                            Credentials.class,
                            RoomId.class,
                            OutgoingEvent.class,
                            TransactionId.class);

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("org.camelmatrix.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule messagesDoNoIo =
            ArchRuleDefinition.noClasses()
                    .that()
                    .resideInAnyPackage("org.camelmatrix.internal.message", "org.camelmatrix.event")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.net.http..", "java.nio.file..", "org.apache.hc..");
}
