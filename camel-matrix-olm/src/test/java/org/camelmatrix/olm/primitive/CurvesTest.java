// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.primitive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.math.BigInteger;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.internal.Hkdf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both makers of the curves against each other, against the vectors of the RFCs, and with points
 * that are special.
 */
class CurvesTest {
    private static final BigInteger PRIME =
            BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final String ORDER_EIGHT =
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05";

    private final Curves best = Curves.best();
    private final Curves jdk = Curves.jdk();

    static Stream<Curves> makers() {
        return Stream.of(Curves.best(), Curves.jdk());
    }

    @Test
    void bouncyCastleIsTakenWhereItIsThere() {
        assertThat(best).isInstanceOf(BouncyCastleCurves.class);
    }

    @Test
    void theJdkIsTakenWhereBouncyCastleIsMissing() throws Exception {
        URL[] without =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.contains("bcprov"))
                        .map(CurvesTest::url)
                        .toArray(URL[]::new);
        try (URLClassLoader loader =
                new URLClassLoader(without, ClassLoader.getPlatformClassLoader())) {
            Object chosen = loader.loadClass(Curves.class.getName()).getMethod("best").invoke(null);
            assertThat(chosen.getClass().getSimpleName()).isEqualTo("JdkCurves");
        }
    }

    @Test
    void bothMakersGiveTheSame() {
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            byte[] one = bytes(random, 32);
            byte[] other = bytes(random, 32);
            byte[] message = bytes(random, random.nextInt(300));
            byte[] agreementKey = best.agreementPublicKey(other);
            assertThat(jdk.agreementPublicKey(other)).isEqualTo(agreementKey);
            assertThat(jdk.agree(one, agreementKey)).isEqualTo(best.agree(one, agreementKey));
            byte[] anyKey = bytes(random, 32);
            assertThat(jdk.agree(one, anyKey)).isEqualTo(best.agree(one, anyKey));
            byte[] signingKey = best.signaturePublicKey(one);
            assertThat(jdk.signaturePublicKey(one)).isEqualTo(signingKey);
            byte[] signature = best.sign(one, signingKey, message);
            assertThat(jdk.sign(one, signingKey, message)).isEqualTo(signature);
            assertVerifies(signingKey, message, signature, true);
            signature[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
            assertVerifies(signingKey, message, signature, false);
            assertVerifies(bytes(random, 32), message, signature, false);
        }
    }

    /** RFC 7748, section 5.2, and RFC 8032, section 7.1, test 2. */
    @ParameterizedTest
    @MethodSource("makers")
    void givesTheVectorsOfTheStandards(Curves curves) {
        byte[] scalar = hex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4");
        byte[] point = hex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c");
        assertThat(hex(curves.agree(scalar, point)))
                .isEqualTo("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
        byte[] seed = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        byte[] key = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        assertThat(curves.signaturePublicKey(seed)).isEqualTo(key);
        byte[] signature =
                hex(
                        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        assertThat(curves.sign(seed, key, hex("72"))).isEqualTo(signature);
        assertThat(curves.verify(key, hex("72"), signature)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("makers")
    void refusesKeysOfSmallOrder(Curves curves) {
        byte[] seed = new byte[32];
        byte[] own = curves.signaturePublicKey(seed);
        byte[] message = "message".getBytes(UTF_8);
        byte[] good = curves.sign(seed, own, message);
        for (byte[] point : specialPoints()) {
            for (int sign : new int[] {0, 0x80}) {
                byte[] key = point.clone();
                key[31] |= (byte) sign;
                // With a key of small order, a signature of R = a point of small order and S = 0
                // fits every eighth message or more.
                byte[] signature = Arrays.copyOf(key, 64);
                assertThat(curves.verify(key, message, signature)).isFalse();
                System.arraycopy(good, 32, signature, 32, 32);
                assertThat(curves.verify(own, message, signature)).isFalse();
            }
        }
        for (byte[] point :
                List.of(
                        number(BigInteger.ZERO),
                        number(BigInteger.ONE),
                        number(PRIME),
                        number(PRIME.add(BigInteger.ONE)))) {
            assertThatThrownBy(() -> curves.agree(new byte[32], point))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("makers")
    void refusesASignatureWithASecondFormOfItsNumber(Curves curves) {
        byte[] seed = new byte[32];
        byte[] key = curves.signaturePublicKey(seed);
        byte[] signature = curves.sign(seed, key, seed);
        BigInteger order =
                BigInteger.TWO
                        .pow(252)
                        .add(new BigInteger("27742317777372353535851937790883648493"));
        byte[] second = signature.clone();
        byte[] larger =
                number(EdwardsPoints.number(Arrays.copyOfRange(signature, 32, 64)).add(order));
        System.arraycopy(larger, 0, second, 32, 32);
        assertThat(curves.verify(key, seed, signature)).isTrue();
        assertThat(curves.verify(key, seed, second)).isFalse();
    }

    /**
     * What {@link Curves#verify} tells of keys that are the sum of a real one and a point of order
     * 8. Only whoever made such a key can sign with it.
     */
    @Test
    void theMakersMayDifferForKeysThatWereMadeToConfuseThem() {
        byte[] key = hex("07e5d701f562bd0e79a9a1fd3bde1bcbf054e59ec4ddaf705e03f5ddbe63b731");
        String point = "bb5c672482b0dcca91a21a4ed63b15afde8aa1378da72cd01b349589d6e7dd6a";
        byte[] some =
                hex(point + "4aa82d8433e33596d521677c23baa86e3a7186056c920ff605ef4b270f784b03");
        assertThat(best.verify(key, new byte[] {0}, some)).isTrue();
        assertThat(jdk.verify(key, new byte[] {0}, some)).isFalse();
        byte[] everybody =
                hex(point + "3402e3c092b3dd915ed92ec43b95cd5a03df0de9bd4590ba597448296ee7e40b");
        assertVerifies(key, new byte[] {3}, everybody, true);
        assertVerifies(key, new byte[] {4}, everybody, false);
    }

    /** RFC 5869, test case 3. */
    @Test
    void derivesKeysAsTheStandard() {
        byte[] secret = new byte[22];
        Arrays.fill(secret, (byte) 0x0B);
        assertThat(hex(Hkdf.derive(secret, "", 42)))
                .isEqualTo(
                        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    }

    private void assertVerifies(byte[] key, byte[] message, byte[] signature, boolean expected) {
        assertThat(best.verify(key, message, signature)).isEqualTo(expected);
        assertThat(jdk.verify(key, message, signature)).isEqualTo(expected);
    }

    /** The eight points of small order, and the numbers that are not below the prime. */
    private static List<byte[]> specialPoints() {
        BigInteger orderEight = EdwardsPoints.number(hex(ORDER_EIGHT));
        return Stream.of(
                        BigInteger.ZERO,
                        BigInteger.ONE,
                        PRIME.subtract(BigInteger.ONE),
                        PRIME,
                        PRIME.add(BigInteger.ONE),
                        PRIME.add(BigInteger.valueOf(18)),
                        orderEight,
                        PRIME.subtract(orderEight))
                .map(CurvesTest::number)
                .toList();
    }

    private static URL url(String path) {
        try {
            return new File(path).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] number(BigInteger number) {
        return EdwardsPoints.littleEndian(number);
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
