// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camelmatrix.component.MatrixOperation;
import org.junit.jupiter.api.Test;

/** No operation is without a contract test, which runs at the stand-in and at Synapse. */
class EveryOperationTest {

    @Test
    void hasAContractTest() {
        Set<String> asked =
                new ClassFileImporter()
                        .importPackagesOf(EveryOperationTest.class).stream()
                                .filter(EveryOperationTest::isContractTest)
                                .flatMap(test -> test.getFieldAccessesFromSelf().stream())
                                .map(JavaFieldAccess::getTarget)
                                .filter(
                                        field ->
                                                field.getOwner()
                                                        .isEquivalentTo(MatrixOperation.class))
                                .map(field -> field.getName())
                                .collect(Collectors.toSet());
        assertThat(Stream.of(MatrixOperation.values()).map(Enum::name))
                .as(
                        "operations without a contract test: add one to the *OperationsContractTest of"
                                + " its kind, which asks for it by MatrixOperation")
                .isSubsetOf(asked);
    }

    private static boolean isContractTest(JavaClass type) {
        return type.getSimpleName().endsWith("OperationsContractTest");
    }
}
