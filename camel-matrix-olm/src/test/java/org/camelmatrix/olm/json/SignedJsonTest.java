// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.camelmatrix.olm.LimitException;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.OlmException;
import org.camelmatrix.olm.UnauthenticException;
import org.camelmatrix.olm.Vectors;
import org.camelmatrix.olm.primitive.Curves;
import org.camelmatrix.olm.primitive.Ed25519Key;
import org.camelmatrix.olm.primitive.Ed25519Pair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedJsonTest {
    private static final JsonNode VECTORS = Vectors.read("signatures.json");
    private static final String USER = "@alice:example.org";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Curves curves = Curves.best();

    @Test
    void noValueIsRefused() {
        assertThatThrownBy(() -> CanonicalJson.encode(null)).isInstanceOf(MalformedException.class);
    }

    @Test
    void writesCanonicalJsonAsAnotherImplementation() {
        for (JsonNode each : VECTORS.get("canonical_json")) {
            assertThat(text(each.get("value"))).isEqualTo(each.get("canonical").textValue());
        }
        assertThat(new String(SignedJson.signedBytes(VECTORS.get("device_keys")), UTF_8))
                .isEqualTo(VECTORS.get("device_keys_canonical").textValue());
    }

    @Test
    void sortsNamesByCodePointAndNotByUtf16Unit() throws Exception {
        assertThat(
                        text(
                                JSON.readTree(
                                        "{\"\uFF5E\":1,\"\uD83D\uDE00\":2,\"a\":3,\"\uD83D\uDE00a\":4,\"\":5}")))
                .isEqualTo("{\"\":5,\"a\":3,\"\uFF5E\":1,\"\uD83D\uDE00\":2,\"\uD83D\uDE00a\":4}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1.5",
                "1e3",
                "9007199254740992",
                "-9007199254740992",
                "9223372036854775808",
                "-9223372036854775808"
            })
    void refusesNumbersThatCanonicalJsonHasNot(String number) throws Exception {
        JsonNode value = JSON.readTree("{\"n\":" + number + "}");
        assertThatThrownBy(() -> CanonicalJson.encode(value))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesHalfOfASurrogatePair() {
        JsonNode value = JsonNodeFactory.instance.textNode("\uD83D");
        assertThatThrownBy(() -> CanonicalJson.encode(value))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesJsonThatIsNestedTooDeep() {
        ArrayNode top = JSON.createArrayNode();
        ArrayNode current = top;
        for (int i = 0; i < 100_000; i++) {
            current = current.addArray();
        }
        assertThatThrownBy(() -> CanonicalJson.encode(top)).isInstanceOf(LimitException.class);
    }

    @Test
    void verifiesWhatAnotherImplementationHasSigned() {
        Ed25519Key device = key("/keys/ed25519");
        verify(VECTORS.get("device_keys"), "JLAFKJWSCS", device);
        VECTORS.get("one_time_key").forEach(each -> verify(each, "JLAFKJWSCS", device));
        VECTORS.get("fallback_key").forEach(each -> verify(each, "JLAFKJWSCS", device));
        JsonNode cross = VECTORS.get("cross_signing");
        verify(cross.get("master_key"), "JLAFKJWSCS", device);
        Ed25519Pair master = Ed25519Pair.of(curves, Vectors.bytes(cross.get("master_seed")));
        verify(cross.get("self_signing_key"), master.publicKey().base64(), master.publicKey());
        for (JsonNode bad : VECTORS.get("must_fail")) {
            assertThatThrownBy(() -> verify(bad.get("device_keys"), "JLAFKJWSCS", device))
                    .as(bad.get("why").textValue())
                    .isInstanceOf(UnauthenticException.class);
        }
    }

    @Test
    void signsTheSameBytesAsAnotherImplementation() {
        ObjectNode deviceKeys = VECTORS.get("device_keys").deepCopy();
        String before = deviceKeys.at("/signatures/" + USER + "/ed25519:JLAFKJWSCS").textValue();
        deviceKeys.remove("signatures");
        SignedJson.sign(
                deviceKeys,
                USER,
                "JLAFKJWSCS",
                Ed25519Pair.of(curves, Vectors.bytes(VECTORS.at("/keys/ed25519_seed"))));
        assertThat(deviceKeys).isEqualTo(VECTORS.get("device_keys"));
        JsonNode cross = VECTORS.get("cross_signing");
        Ed25519Pair selfSigning =
                Ed25519Pair.of(curves, Vectors.bytes(cross.get("self_signing_seed")));
        SignedJson.sign(deviceKeys, USER, selfSigning.publicKey().base64(), selfSigning);
        JsonNode signatures = deviceKeys.at("/signatures/" + USER);
        assertThat(signatures.get("ed25519:" + selfSigning.publicKey()).textValue())
                .isEqualTo(cross.get("device_signature").textValue());
        assertThat(signatures.get("ed25519:JLAFKJWSCS").textValue()).isEqualTo(before);
    }

    @Test
    void aFieldThatNobodyKnowsIsSignedToo() {
        ObjectNode deviceKeys = VECTORS.get("device_keys").deepCopy();
        assertThatCode(() -> verify(deviceKeys, "JLAFKJWSCS", key("/keys/ed25519")))
                .doesNotThrowAnyException();
        deviceKeys.put("org.example.new", true);
        assertThatThrownBy(() -> verify(deviceKeys, "JLAFKJWSCS", key("/keys/ed25519")))
                .isInstanceOf(UnauthenticException.class);
    }

    @Test
    void refusesWhatIsNoObject() {
        for (JsonNode none : new JsonNode[] {null, JSON.createArrayNode(), JSON.missingNode()}) {
            assertThatThrownBy(() -> verify(none, "JLAFKJWSCS", key("/keys/ed25519")))
                    .isInstanceOf(OlmException.class);
            assertThatThrownBy(() -> SignedJson.signedBytes(none))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void addsNoSignatureToSignaturesOfAnotherForm() throws Exception {
        Ed25519Pair pair = Ed25519Pair.of(curves, new byte[32]);
        for (String odd : new String[] {"{\"signatures\":1}", "{\"signatures\":{\"@a:b\":[]}}"}) {
            ObjectNode object = (ObjectNode) JSON.readTree(odd);
            assertThatThrownBy(() -> SignedJson.sign(object, "@a:b", "ID", pair))
                    .isInstanceOf(MalformedException.class);
            assertThat(object).isEqualTo(JSON.readTree(odd));
        }
    }

    @Test
    void writesEachControlCharacterInTheShortestWay() {
        assertThat(
                        text(
                                JsonNodeFactory.instance.textNode(
                                        " \u0000\u000B\u001F\u007F\b\t\n\f\r\"\\/")))
                .isEqualTo("\" \\u0000\\u000b\\u001f\u007F\\b\\t\\n\\f\\r\\\"\\\\/\"");
    }

    @Test
    void writesTheLargestNumbers() throws Exception {
        String numbers = "[9007199254740991,-9007199254740991,0]";
        assertThat(text(JSON.readTree(numbers))).isEqualTo(numbers);
    }

    @Test
    void signsJsonThatIsNestedAsDeepAsAllowed() {
        ArrayNode top = JSON.createArrayNode();
        ArrayNode current = top;
        for (int i = 0; i < CanonicalJson.DEEPEST; i++) {
            current = current.addArray();
        }
        assertThat(text(top)).isEqualTo("[".repeat(101) + "]".repeat(101));
        current.addArray();
        assertThatThrownBy(() -> CanonicalJson.encode(top)).isInstanceOf(LimitException.class);
        ObjectNode object = JSON.createObjectNode();
        ObjectNode inner = object;
        for (int i = 0; i < CanonicalJson.DEEPEST; i++) {
            inner = inner.putObject("a");
        }
        assertThat(text(object)).startsWith("{\"a\":{\"a\":").endsWith("{}" + "}".repeat(100));
        inner.putObject("a");
        assertThatThrownBy(() -> CanonicalJson.encode(object)).isInstanceOf(LimitException.class);
    }

    @Test
    void refusesAValueThatJsonDoesNotKnow() {
        ObjectNode object = JSON.createObjectNode().putPOJO("odd", this);
        assertThatThrownBy(() -> SignedJson.signedBytes(object))
                .isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"signatures\":3}",
                "{\"signatures\":{\"@alice:example.org\":[]}}",
                "{\"signatures\":{\"@alice:example.org\":{\"ed25519:JLAFKJWSCS\":7}}}",
                "{\"signatures\":{\"@alice:example.org\":{\"ed25519:JLAFKJWSCS\":\"AAAA\"}}}"
            })
    void refusesObjectsWithoutTheSignature(String object) throws Exception {
        JsonNode value = JSON.readTree(object);
        assertThatThrownBy(() -> verify(value, "JLAFKJWSCS", key("/keys/ed25519")))
                .isInstanceOf(UnauthenticException.class);
    }

    private void verify(JsonNode object, String keyId, Ed25519Key key) {
        SignedJson.verify(curves, object, USER, keyId, key);
    }

    private static Ed25519Key key(String pointer) {
        return Ed25519Key.of(VECTORS.at(pointer).textValue());
    }

    private static String text(JsonNode value) {
        return new String(CanonicalJson.encode(value), UTF_8);
    }
}
