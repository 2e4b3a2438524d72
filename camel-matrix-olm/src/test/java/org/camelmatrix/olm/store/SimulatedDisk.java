// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A folder of files that can lose power between any two steps and within a write, and that can fail
 * at a step. A store of files that is to pass {@link DurableCryptoStoreContract} is put on it in
 * place of the real files.
 *
 * <p>What is written is cached first. {@link #force} makes the content of a file durable, and
 * {@link #forceFolder} makes the names durable, as on POSIX systems.
 */
public final class SimulatedDisk {
    private final Map<String, File> cachedNames = new TreeMap<>();
    private final Map<String, File> durableNames = new TreeMap<>();
    private final Set<String> locks = new HashSet<>();
    private Consumer<SimulatedDisk> observer = disk -> {};
    private int steps;
    private int failingStep = -1;

    private static final class File {
        private byte[] cached;
        private byte[] durable;

        File(byte[] cached, byte[] durable) {
            this.cached = cached;
            this.durable = durable;
        }
    }

    /** How much of what was written and not forced is found after a power failure. */
    private enum Kept {
        ALL,
        NOTHING,
        HALF,
        /** The new length, with zeros in place of the second half of the new bytes. */
        HALF_AND_LENGTH,
        /** The new length, and zeros in place of the new bytes. */
        LENGTH
    }

    /** The names of the files. */
    public List<String> names() {
        return List.copyOf(cachedNames.keySet());
    }

    /** The content of a file. */
    public byte[] read(String name) throws IOException {
        return file(name).cached.clone();
    }

    /** Adds bytes to the end of a file, and makes the file if it is missing. */
    public void append(String name, byte[] bytes) throws IOException {
        File file = cachedNames.get(name);
        if (file == null) {
            step(() -> cachedNames.put(name, new File(new byte[0], new byte[0])));
            file = cachedNames.get(name);
        }
        byte[] before = file.cached;
        int[] torn = {1, bytes.length / 2, bytes.length - 1};
        if (steps == failingStep) {
            file.cached = joined(before, bytes, bytes.length / 2);
        }
        for (int length : torn) {
            if (length > 0 && steps != failingStep) {
                file.cached = joined(before, bytes, length);
                observer.accept(this);
            }
        }
        File written = file;
        step(() -> written.cached = joined(before, bytes, bytes.length));
    }

    /** Cuts a file short. */
    public void truncate(String name, int length) throws IOException {
        File file = file(name);
        step(() -> file.cached = Arrays.copyOf(file.cached, length));
    }

    /** Makes the content of a file durable. */
    public void force(String name) throws IOException {
        File file = file(name);
        step(() -> file.durable = file.cached);
    }

    /** Gives a file another name, in place of the file that has it. */
    public void rename(String from, String to) throws IOException {
        File file = file(from);
        step(
                () -> {
                    cachedNames.remove(from);
                    cachedNames.put(to, file);
                });
    }

    public void delete(String name) throws IOException {
        file(name);
        step(() -> cachedNames.remove(name));
    }

    /** Makes new, changed and removed names durable. */
    public void forceFolder() throws IOException {
        step(
                () -> {
                    durableNames.clear();
                    durableNames.putAll(cachedNames);
                });
    }

    /** Takes a lock, which another process would be refused. */
    public boolean lock(String name) {
        return locks.add(name);
    }

    public void unlock(String name) {
        locks.remove(name);
    }

    /** The process has ended: its locks are free. */
    public void crash() {
        locks.clear();
    }

    /** All of it as it is now, cached or not, and unlocked. */
    public SimulatedDisk copy() {
        SimulatedDisk copy = new SimulatedDisk();
        Map<File, File> copies = new HashMap<>();
        cachedNames.forEach((name, file) -> copy.cachedNames.put(name, copied(file, copies)));
        durableNames.forEach((name, file) -> copy.durableNames.put(name, copied(file, copies)));
        return copy;
    }

    /** Changes a file behind the store's back, at once and durably. */
    public void damage(String name, byte[] content) {
        File file = new File(content, content);
        cachedNames.put(name, file);
        durableNames.put(name, file);
    }

    /** Loses a file behind the store's back. */
    public void lose(String name) {
        cachedNames.remove(name);
        durableNames.remove(name);
    }

    /** All that can be found after the power has failed now. */
    public List<SimulatedDisk> afterPowerFailure() {
        List<SimulatedDisk> found = new ArrayList<>();
        for (Map<String, File> names : List.of(cachedNames, durableNames)) {
            for (Kept kept : Kept.values()) {
                SimulatedDisk disk = new SimulatedDisk();
                names.forEach((name, file) -> disk.damage(name, remains(file, kept)));
                found.add(disk);
            }
        }
        return found;
    }

    /**
     * All that can be found after the process has died or the power has failed during an action: at
     * each step, and within each write.
     */
    public List<SimulatedDisk> interrupted(Consumer<SimulatedDisk> action) {
        List<SimulatedDisk> found = new ArrayList<>();
        SimulatedDisk copy = copy();
        copy.observer =
                disk -> {
                    found.add(disk.copy());
                    found.addAll(disk.afterPowerFailure());
                };
        copy.observer.accept(copy);
        action.accept(copy);
        return found;
    }

    /** Copies of which each one fails at another step of an action, once. */
    public List<SimulatedDisk> failing(Consumer<SimulatedDisk> action) {
        SimulatedDisk whole = copy();
        action.accept(whole);
        List<SimulatedDisk> copies = new ArrayList<>();
        for (int step = 0; step < whole.steps; step++) {
            SimulatedDisk failing = copy();
            failing.failingStep = step;
            copies.add(failing);
        }
        return copies;
    }

    private void step(Runnable effect) throws IOException {
        if (steps++ == failingStep) {
            throw new IOException("no space left on device");
        }
        effect.run();
        observer.accept(this);
    }

    private File file(String name) throws IOException {
        File file = cachedNames.get(name);
        if (file == null) {
            throw new FileNotFoundException(name);
        }
        return file;
    }

    private static File copied(File file, Map<File, File> copies) {
        return copies.computeIfAbsent(file, same -> new File(same.cached, same.durable));
    }

    private static byte[] remains(File file, Kept kept) {
        int durable = file.durable.length;
        int written = file.cached.length;
        boolean grown =
                written > durable
                        && Arrays.equals(file.durable, Arrays.copyOf(file.cached, durable));
        return switch (kept) {
            case ALL -> file.cached;
            case NOTHING -> file.durable;
            case HALF -> grown ? Arrays.copyOf(file.cached, (durable + written) / 2) : file.durable;
            case HALF_AND_LENGTH ->
                    grown
                            ? Arrays.copyOf(
                                    Arrays.copyOf(file.cached, (durable + written) / 2), written)
                            : file.durable;
            case LENGTH -> grown ? Arrays.copyOf(file.durable, written) : file.durable;
        };
    }

    private static byte[] joined(byte[] first, byte[] second, int length) {
        byte[] both = Arrays.copyOf(first, first.length + length);
        System.arraycopy(second, 0, both, first.length, length);
        return both;
    }
}
