// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.camelmatrix.olm.store.SampleFileStore.Fault;

/** The contract, passed by a store of files: that a store can pass it, and how it is put to it. */
class SampleFileStoreTest extends DurableCryptoStoreContract {
    @Override
    protected DurableMedium empty() {
        return new Files(new SimulatedDisk(), Set.of());
    }

    /** A store of files on a simulated disk. */
    record Files(SimulatedDisk disk, Set<Fault> faults) implements DurableMedium {
        @Override
        public CryptoStore open() {
            return SampleFileStore.open(disk, faults);
        }

        @Override
        public void crash() {
            disk.crash();
        }

        @Override
        public Medium copy() {
            return new Files(disk.copy(), faults);
        }

        @Override
        public List<DurableMedium> interrupted(Consumer<Medium> action) {
            return media(disk.interrupted(copy -> action.accept(new Files(copy, faults))));
        }

        @Override
        public List<DurableMedium> afterPowerFailure() {
            return media(disk.afterPowerFailure());
        }

        @Override
        public List<DurableMedium> failing(Consumer<Medium> action) {
            return media(disk.failing(copy -> action.accept(new Files(copy, faults))));
        }

        /** Each byte changed, and the file cut short at each length. */
        @Override
        public List<DurableMedium> damaged() {
            List<SimulatedDisk> disks = new ArrayList<>();
            byte[] file = content();
            for (int i = 0; i < file.length; i++) {
                byte[] changed = file.clone();
                changed[i] ^= 1;
                disks.add(with(changed));
                disks.add(with(Arrays.copyOf(file, i)));
            }
            return media(disks);
        }

        @Override
        public DurableMedium ofANewerVersion() {
            byte[] file = content();
            file[SampleFileStore.HEAD.length - 1]++;
            return new Files(with(file), faults);
        }

        private byte[] content() {
            try {
                return disk.read(SampleFileStore.FILE);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private SimulatedDisk with(byte[] content) {
            SimulatedDisk copy = disk.copy();
            copy.damage(SampleFileStore.FILE, content);
            return copy;
        }

        private List<DurableMedium> media(List<SimulatedDisk> disks) {
            return disks.stream().map(each -> (DurableMedium) new Files(each, faults)).toList();
        }
    }
}
