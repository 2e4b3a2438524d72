// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.UnauthenticException;
import org.camelmatrix.olm.internal.Base64Text;
import org.camelmatrix.olm.primitive.Curves;
import org.camelmatrix.olm.primitive.Ed25519Key;
import org.camelmatrix.olm.primitive.Ed25519Pair;

/**
 * Signs JSON objects and checks their signatures (Matrix specification, Appendices, "Signing
 * JSON").
 */
public final class SignedJson {
    private static final String SIGNATURES = "signatures";
    private static final String ALGORITHM = "ed25519:";
    private static final List<String> NOT_SIGNED = List.of(SIGNATURES, "unsigned");
    private static final int LONGEST_SIGNATURE = 88;

    private SignedJson() {}

    /**
     * Adds a signature to an object, beside those that it has.
     *
     * @param object the object, which is changed
     * @param userId the user who signs
     * @param keyId the id of the key without its algorithm: a device id, or the public key of a
     *     cross-signing key
     * @param key the key
     * @throws MalformedException if the object cannot be written as canonical JSON, or its
     *     signatures are no objects
     */
    public static void sign(ObjectNode object, String userId, String keyId, Ed25519Pair key) {
        String signature = Base64Text.encode(key.sign(signedBytes(object)));
        child(child(object, SIGNATURES), userId).put(ALGORITHM + keyId, signature);
    }

    /**
     * Checks a signature.
     *
     * @param curves what to compute with
     * @param object the object as it was received; null fails. Use this tree, and not the text that
     *     it was read from: where a name stands twice in a text, parsers differ.
     * @param userId the user who is to have signed it
     * @param keyId the id of the key without its algorithm
     * @param key the key that is known to be that user's
     * @throws UnauthenticException if there is no such signature, or it is wrong
     * @throws org.camelmatrix.olm.OlmException if it is no object, or cannot be written as
     *     canonical JSON
     */
    public static void verify(
            Curves curves, JsonNode object, String userId, String keyId, Ed25519Key key) {
        if (object == null) {
            throw new MalformedException("only a JSON object can be signed");
        }
        JsonNode signature = object.path(SIGNATURES).path(userId).path(ALGORITHM + keyId);
        if (!signature.isTextual()) {
            throw new UnauthenticException(
                    "the object has no signature by the key that is to have signed it");
        }
        byte[] bytes = Base64Text.decode("the signature", signature.textValue(), LONGEST_SIGNATURE);
        if (!curves.verify(key.bytes(), signedBytes(object), bytes)) {
            throw new UnauthenticException("the signature of the object is wrong");
        }
    }

    /**
     * What is signed of an object: all of it but {@code signatures} and {@code unsigned}, as
     * canonical JSON.
     */
    public static byte[] signedBytes(JsonNode object) {
        if (!(object instanceof ObjectNode whole)) {
            throw new MalformedException("only a JSON object can be signed");
        }
        ObjectNode signed = whole.objectNode();
        signed.setAll(whole);
        return CanonicalJson.encode(signed.remove(NOT_SIGNED));
    }

    private static ObjectNode child(ObjectNode object, String name) {
        JsonNode present = object.get(name);
        if (present == null) {
            return object.putObject(name);
        }
        if (present instanceof ObjectNode child) {
            return child;
        }
        throw new MalformedException("the signatures of the object are no JSON object");
    }
}
