// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * Files of test vectors that another implementation has made. They are in {@code src/test/vectors};
 * the system property {@code matrix.vectors} names another folder with files of the same form.
 */
public final class Vectors {
    private Vectors() {}

    public static JsonNode read(String name) {
        Path folder = Path.of(System.getProperty("matrix.vectors", "src/test/vectors"));
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(folder.resolve(name)));
        } catch (IOException e) {
            throw new IllegalStateException("the vectors " + name + " cannot be read", e);
        }
    }

    public static byte[] bytes(JsonNode base64) {
        return Base64.getDecoder().decode(base64.textValue());
    }
}
