// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time that this process has used; on Linux that of the JIT compilers is told apart.
 *
 * @param all nanoseconds of all threads
 * @param compilers nanoseconds of the compilers' threads among them
 */
record ProcessorTime(long all, long compilers) {

    private static final Path THREADS = Path.of("/proc/self/task");

    static ProcessorTime now() {
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new ProcessorTime(system.getProcessCpuTime(), compilersTime());
    }

    ProcessorTime since(ProcessorTime earlier) {
        return new ProcessorTime(all - earlier.all, compilers - earlier.compilers);
    }

    /** Nanoseconds of everything but the compilers. */
    long work() {
        return all - compilers;
    }

    private static long compilersTime() {
        if (!Files.isDirectory(THREADS)) {
            return 0;
        }
        long sum = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                sum += compilerTime(thread);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the process's threads cannot be listed", e);
        }
        return sum;
    }

    private static long compilerTime(Path thread) {
        try {
            String name = Files.readString(thread.resolve("comm"));
            if (!name.startsWith("C1 Comp") && !name.startsWith("C2 Comp")) {
                return 0;
            }
            String[] figures = Files.readString(thread.resolve("schedstat")).split(" ");
            return Long.parseLong(figures[0]);
        } catch (IOException e) {
            return 0; // a thread that has ended meanwhile
        }
    }
}
