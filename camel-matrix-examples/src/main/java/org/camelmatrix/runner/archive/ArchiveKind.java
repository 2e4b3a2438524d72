// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.archive;

import java.nio.file.Path;

/** What a JVM can keep of a run. */
enum ArchiveKind {
    /** The classes that were loaded and verified (AppCDS). */
    CLASSES("jsa", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="),
    /** The same linked, and what was learnt of the methods (JEP 514, 515). */
    AOT_CACHE("aot", "-XX:AOTCacheOutput=", "-XX:AOTCache=");

    private static final int FIRST_WITH_AOT_CACHE = 25;

    private final String extension;
    private final String write;
    private final String read;

    ArchiveKind(String extension, String write, String read) {
        this.extension = extension;
        this.write = write;
        this.read = read;
    }

    static ArchiveKind of(Runtime.Version java) {
        return java.feature() < FIRST_WITH_AOT_CACHE ? CLASSES : AOT_CACHE;
    }

    /** How the file's name ends. */
    String extension() {
        return extension;
    }

    /** The JVM's option that writes it at the end of a run. */
    String writing(Path file) {
        return write + file;
    }

    /** The JVM's option that starts with it. */
    String reading(Path file) {
        return read + file;
    }
}
