// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.nio.file.Path;
import java.util.Objects;
import org.apache.camel.spi.StateRepository;

/**
 * The store that an option names. In a URI or a property it is {@code file:PATH} (or {@code PATH}),
 * {@code #NAME} for a bean of the type {@link StateRepository}, or {@code memory}.
 */
public sealed interface MatrixStore {

    /** The forms, as an error tells them. */
    String FORMS =
            "write file:PATH for a file, #NAME for a bean of the type StateRepository, or memory";

    /** A file. */
    record File(Path path) implements MatrixStore {

        public File {
            Objects.requireNonNull(path);
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** A repository of Camel, such as one in a database. */
    record Repository(StateRepository<String, String> repository) implements MatrixStore {

        public Repository {
            Objects.requireNonNull(repository);
        }

        @Override
        public String toString() {
            return "a bean of " + repository.getClass().getName();
        }
    }

    /** Memory, which a restart clears. */
    record Memory() implements MatrixStore {

        @Override
        public String toString() {
            return "memory";
        }
    }

    /** The default of the option, as an empty text says, such as that of an empty property. */
    record Default() implements MatrixStore {

        @Override
        public String toString() {
            return "";
        }
    }

    /**
     * The store of a text.
     *
     * @throws IllegalArgumentException naming the forms if the text is none of them; a bean has to
     *     be looked up before
     */
    static MatrixStore of(String text) {
        String form = text.strip();
        if (form.isEmpty()) {
            return new Default();
        }
        if (form.equals("memory")) {
            return new Memory();
        }
        String path = form.startsWith("file:") ? form.substring("file:".length()) : form;
        if (path.isBlank() || form.startsWith("#") || path.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
            throw new IllegalArgumentException(FORMS);
        }
        return new File(Path.of(path));
    }

    /** A repository of Camel. */
    static MatrixStore of(StateRepository<String, String> repository) {
        return new Repository(repository);
    }

    /** Whether an option has a store other than its default. */
    static boolean isSet(MatrixStore store) {
        return store != null && !(store instanceof Default);
    }
}
