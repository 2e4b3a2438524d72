// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.util.URISupport;

/**
 * The URI that an endpoint shows: Camel's endpoint console, among others, shows it as it is.
 * Secrets are taken out of it, and a digest stands for them, so that endpoints of different
 * accounts do not look the same to Camel. The digest's key is drawn anew for each component: nobody
 * can try secrets out on it.
 */
final class ShownUri {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int DIGEST_BYTES = 8;

    private final SecretKeySpec key;

    ShownUri() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, ALGORITHM);
    }

    String of(String uri) {
        String shown = URISupport.sanitizeUri(uri);
        return shown.equals(uri) ? uri : shown + "&digest=" + digest(uri);
    }

    private String digest(String uri) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] digest = mac.doFinal(uri.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, DIGEST_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
