// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.camelmatrix.olm.store.SampleFileStore.Fault;
import org.junit.jupiter.api.Test;

/**
 * A contract that nothing can break promises nothing: each fault of a store fails one of its tests.
 */
class BrokenStoresTest {
    @Test
    void theContractNoticesEachFaultAndEachOfItsTestsNoticesOne() throws Exception {
        Set<String> noticing = new HashSet<>();
        for (Fault fault : Fault.values()) {
            List<String> failed = failedTests(Set.of(fault));
            assertThat(failed).as(fault.name()).contains(fault.noticedBy());
            noticing.addAll(failed);
        }
        assertThat(noticing).containsAll(tests().stream().map(Method::getName).toList());
    }

    private static List<String> failedTests(Set<Fault> faults) throws Exception {
        List<String> failed = new ArrayList<>();
        for (Method test : tests()) {
            try {
                test.invoke(new Contract(faults));
            } catch (InvocationTargetException e) {
                failed.add(test.getName());
            }
        }
        return failed;
    }

    private static List<Method> tests() {
        List<Method> tests = new ArrayList<>();
        for (Class<?> each : List.of(CryptoStoreContract.class, DurableCryptoStoreContract.class)) {
            Arrays.stream(each.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .forEach(tests::add);
        }
        return tests;
    }

    private static final class Contract extends DurableCryptoStoreContract {
        private final Set<Fault> faults;

        Contract(Set<Fault> faults) {
            this.faults = faults;
        }

        @Override
        protected DurableMedium empty() {
            return new SampleFileStoreTest.Files(new SimulatedDisk(), faults);
        }
    }
}
