// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import org.apache.camel.Converter;
import org.apache.camel.spi.StateRepository;

/** Converts what URIs, properties and the registry give for the options of stores. */
@Converter(generateLoader = true)
public final class StoreConverters {

    private StoreConverters() {}

    /** A file, or memory. */
    @Converter
    public static MatrixStore toStore(String text) {
        return MatrixStore.of(text);
    }

    /** A bean. */
    @Converter
    @SuppressWarnings("unchecked")
    public static MatrixStore toStore(StateRepository<?, ?> repository) {
        return MatrixStore.of((StateRepository<String, String>) repository);
    }
}
