// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camelmatrix.olm.StoreException;
import org.camelmatrix.olm.StoreException.Reason;

/**
 * A small store of one file on a {@link SimulatedDisk}, to which each commit adds a record with a
 * checksum. It can be built with a {@link Fault}, to see whether the contract notices it.
 */
final class SampleFileStore implements CryptoStore {
    static final String FILE = "log";
    static final byte[] HEAD = {'K', 'E', 'Y', 'S', 1};

    private static final String NEW_FILE = "log.new";
    private static final String LOCK = "lock";
    private static final int SUM = 32;

    private final SimulatedDisk disk;
    private final Set<Fault> faults;
    private final Map<StoreKey, byte[]> values = new HashMap<>();
    private long generation;
    private boolean closed;
    private boolean failed;

    /** What a store can do wrong, and the test of the contract that has to notice it. */
    enum Fault {
        FORCES_NOTHING("whatWasCommittedOutlivesAPowerFailure"),
        CHECKS_NO_SUM("aCommitThatIsInterruptedIsMadeAsAWholeOrNotAtAll"),
        OVERWRITES_ITS_FILE("aCommitThatIsInterruptedIsMadeAsAWholeOrNotAtAll"),
        RENAMES_AN_UNFORCED_FILE("aCommitThatIsInterruptedIsMadeAsAWholeOrNotAtAll"),
        FORCES_NOT_WHAT_IT_FINDS("whatAnOpeningAfterACrashHasFoundOutlivesAPowerFailure"),
        FORCES_NO_NAME("whatWasCommittedOutlivesAPowerFailure"),
        CREATES_ITS_FILE_IN_PLACE("theFirstOpeningMayBeInterrupted"),
        WRITES_EACH_CHANGE_ALONE("aCommitThatIsInterruptedIsMadeAsAWholeOrNotAtAll"),
        KEEPS_A_TORN_END("aCommitThatIsInterruptedIsMadeAsAWholeOrNotAtAll"),
        STARTS_ANEW_WHERE_IT_WAS_TORN("anOpeningAfterACrashThatIsInterruptedLosesNothing"),
        GOES_ON_AFTER_A_FAILURE("aMediumThatFailsLeavesNoCommitHalfMadeAndNoDoubt"),
        KEEPS_THE_LOCK_OF_A_FAILED_OPENING("aFirstOpeningThatFailsCanBeTriedAgain"),
        FAILS_UNTYPED("aMediumThatFailsLeavesNoCommitHalfMadeAndNoDoubt"),
        SKIPS_DAMAGED_RECORDS("aDamagedMediumGivesAGenerationAsItWasOrIsRefused"),
        IGNORES_THE_VERSION("aStoreOfANewerVersionIsRefusedAndLeftAlone"),
        LOCKS_NOTHING("oneAtATimeHasTheStoreOpen"),
        KEEPS_THE_LOCK("whatWasCommittedIsThereAfterACloseAndAfterACrash"),
        UNLOCKS_TWICE("oneAtATimeHasTheStoreOpen"),
        WORKS_ON_AFTER_ITS_CLOSE("oneAtATimeHasTheStoreOpen"),
        COUNTS_FROM_ZERO_AT_EACH_START("whatWasCommittedIsThereAfterACloseAndAfterACrash"),
        COUNTS_COMMITS_OF_NOTHING("aCommitWithoutChangesMakesNoGeneration"),
        GIVES_ITS_OWN_ARRAYS("nobodyCanChangeWhatIsStoredByAnArray"),
        KEEPS_REMOVED_VALUES("theLastChangeOfAKeyCounts"),
        DROPS_EMPTY_VALUES("anEmptyAndALargeValueAreKept");

        private final String noticedBy;

        Fault(String noticedBy) {
            this.noticedBy = noticedBy;
        }

        String noticedBy() {
            return noticedBy;
        }
    }

    private SampleFileStore(SimulatedDisk disk, Set<Fault> faults) {
        this.disk = disk;
        this.faults = faults;
    }

    static SampleFileStore open(SimulatedDisk disk, Set<Fault> faults) {
        SampleFileStore store = new SampleFileStore(disk, faults);
        if (!disk.lock(LOCK) && !store.has(Fault.LOCKS_NOTHING)) {
            throw new StoreException(Reason.IN_USE, "another process has the store open");
        }
        try {
            store.create();
            store.read(disk.read(FILE));
        } catch (IOException e) {
            if (!store.has(Fault.KEEPS_THE_LOCK_OF_A_FAILED_OPENING)) {
                disk.unlock(LOCK);
            }
            throw store.failure(e);
        } catch (StoreException e) {
            disk.unlock(LOCK);
            throw e;
        }
        return store;
    }

    @Override
    public StoreContent load() {
        requireOpen();
        Map<StoreKey, byte[]> copy = new HashMap<>();
        values.forEach(
                (key, value) ->
                        copy.put(key, has(Fault.GIVES_ITS_OWN_ARRAYS) ? value : value.clone()));
        return new StoreContent(generation, copy);
    }

    @Override
    public long commit(Changes changes) {
        requireOpen();
        if (changes.isEmpty() && !has(Fault.COUNTS_COMMITS_OF_NOTHING)) {
            return generation;
        }
        try {
            write(changes);
        } catch (IOException e) {
            failed = !has(Fault.GOES_ON_AFTER_A_FAILURE);
            throw failure(e);
        }
        apply(changes);
        return ++generation;
    }

    @Override
    public void close() {
        if (!closed || has(Fault.UNLOCKS_TWICE)) {
            closed = true;
            if (!has(Fault.KEEPS_THE_LOCK)) {
                disk.unlock(LOCK);
            }
        }
    }

    private void requireOpen() {
        if (failed || closed && !has(Fault.WORKS_ON_AFTER_ITS_CLOSE)) {
            throw new StoreException(Reason.CLOSED, "open the store again");
        }
    }

    private boolean has(Fault fault) {
        return faults.contains(fault);
    }

    private RuntimeException failure(IOException e) {
        return has(Fault.FAILS_UNTYPED)
                ? new UncheckedIOException(e)
                : new StoreException(Reason.NOT_ACCESSIBLE, "the disk has failed", e);
    }

    private void create() throws IOException {
        if (disk.names().contains(NEW_FILE)) {
            disk.delete(NEW_FILE);
        }
        if (!disk.names().contains(FILE)) {
            if (has(Fault.CREATES_ITS_FILE_IN_PLACE)) {
                disk.append(FILE, HEAD);
                force(FILE);
            } else {
                replace(HEAD);
            }
        }
        forceFolder();
    }

    private void replace(byte[] content) throws IOException {
        disk.append(NEW_FILE, content);
        if (!has(Fault.RENAMES_AN_UNFORCED_FILE)) {
            force(NEW_FILE);
        }
        disk.rename(NEW_FILE, FILE);
        forceFolder();
    }

    private void force(String name) throws IOException {
        if (!has(Fault.FORCES_NOTHING)) {
            disk.force(name);
        }
    }

    private void forceFolder() throws IOException {
        if (!has(Fault.FORCES_NO_NAME)) {
            disk.forceFolder();
        }
    }

    private void write(Changes changes) throws IOException {
        byte[] record = record(generation + 1, encode(changes));
        if (has(Fault.OVERWRITES_ITS_FILE)) {
            byte[] whole = joined(disk.read(FILE), record);
            disk.truncate(FILE, 0);
            disk.append(FILE, whole);
        } else if (has(Fault.RENAMES_AN_UNFORCED_FILE) || has(Fault.FORCES_NO_NAME)) {
            replace(joined(disk.read(FILE), record));
            return;
        } else if (has(Fault.WRITES_EACH_CHANGE_ALONE)) {
            for (Map.Entry<StoreKey, Optional<byte[]>> each : changes.byKey().entrySet()) {
                Changes single = new Changes();
                each.getValue()
                        .ifPresentOrElse(
                                value -> single.put(each.getKey(), value),
                                () -> single.remove(each.getKey()));
                disk.append(FILE, record(generation + 1, encode(single)));
            }
        } else {
            disk.append(FILE, record);
        }
        force(FILE);
    }

    private void read(byte[] file) throws IOException {
        if (file.length < HEAD.length || !Arrays.equals(file, 0, 4, HEAD, 0, 4)) {
            throw damaged();
        }
        if (file[4] != HEAD[4] && !has(Fault.IGNORES_THE_VERSION)) {
            throw new StoreException(Reason.NEWER_VERSION, "the store has version " + file[4]);
        }
        int position = HEAD.length;
        while (position < file.length) {
            int end = readRecord(file, position);
            if (end < 0) {
                mend(position);
                break;
            }
            position = end;
        }
        if (!has(Fault.FORCES_NOT_WHAT_IT_FINDS)) {
            force(FILE);
        }
    }

    /** Cuts off what a crash has left of a record. */
    private void mend(int position) throws IOException {
        if (has(Fault.STARTS_ANEW_WHERE_IT_WAS_TORN)) {
            byte[] whole = Arrays.copyOf(disk.read(FILE), position);
            disk.truncate(FILE, 0);
            disk.append(FILE, whole);
        } else if (!has(Fault.KEEPS_A_TORN_END)) {
            disk.truncate(FILE, position);
        }
    }

    /** The end of a record, which was applied; or -1 if it is the torn end of the file. */
    private int readRecord(byte[] file, int start) {
        ByteBuffer buffer = ByteBuffer.wrap(file, start, file.length - start);
        if (buffer.remaining() < Integer.BYTES) {
            return -1;
        }
        int length = buffer.getInt();
        if (length < Long.BYTES || length > buffer.remaining() - SUM) {
            return -1;
        }
        int end = buffer.position() + length;
        byte[] sum = Arrays.copyOfRange(file, end, end + SUM);
        boolean right = MessageDigest.isEqual(sum(Arrays.copyOfRange(file, start, end)), sum);
        if (!right && has(Fault.SKIPS_DAMAGED_RECORDS)) {
            return end + SUM;
        }
        if (!right && !has(Fault.CHECKS_NO_SUM)) {
            if (end + SUM < file.length) {
                throw damaged();
            }
            return -1;
        }
        long number = buffer.getLong();
        generation = has(Fault.COUNTS_FROM_ZERO_AT_EACH_START) ? 0 : number;
        apply(decode(buffer.slice().limit(length - Long.BYTES)));
        return end + SUM;
    }

    private void apply(Changes changes) {
        changes.byKey()
                .forEach(
                        (key, value) -> {
                            if (value.isPresent()) {
                                values.put(key, value.get().clone());
                            } else if (!has(Fault.KEEPS_REMOVED_VALUES)) {
                                values.remove(key);
                            }
                        });
        if (has(Fault.DROPS_EMPTY_VALUES)) {
            values.values().removeIf(value -> value.length == 0);
        }
    }

    private static StoreException damaged() {
        return new StoreException(Reason.DAMAGED, "the store was changed");
    }

    private static byte[] record(long generation, byte[] changes) {
        byte[] body =
                ByteBuffer.allocate(Integer.BYTES + Long.BYTES + changes.length)
                        .putInt(Long.BYTES + changes.length)
                        .putLong(generation)
                        .put(changes)
                        .array();
        return joined(body, sum(body));
    }

    private static byte[] encode(Changes changes) {
        byte[] all = {};
        for (Map.Entry<StoreKey, Optional<byte[]>> each : changes.byKey().entrySet()) {
            byte[] kind = each.getKey().kind().getBytes(StandardCharsets.UTF_8);
            byte[] name = each.getKey().name().getBytes(StandardCharsets.UTF_8);
            byte[] value = each.getValue().orElse(new byte[0]);
            all =
                    joined(
                            all,
                            ByteBuffer.allocate(12 + kind.length + name.length + value.length)
                                    .putInt(kind.length)
                                    .put(kind)
                                    .putInt(name.length)
                                    .put(name)
                                    .putInt(each.getValue().isPresent() ? value.length : -1)
                                    .put(value)
                                    .array());
        }
        return all;
    }

    private static Changes decode(ByteBuffer buffer) {
        Changes changes = new Changes();
        while (buffer.hasRemaining()) {
            byte[] kind = bytes(buffer, buffer.getInt());
            byte[] name = bytes(buffer, buffer.getInt());
            StoreKey key =
                    new StoreKey(
                            new String(kind, StandardCharsets.UTF_8),
                            new String(name, StandardCharsets.UTF_8));
            int length = buffer.getInt();
            if (length < 0) {
                changes.remove(key);
            } else {
                changes.put(key, bytes(buffer, length));
            }
        }
        return changes;
    }

    private static byte[] bytes(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] sum(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
