// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.camelmatrix.olm.attachment.AttachmentEncryption;
import org.camelmatrix.olm.attachment.EncryptedFile;
import org.camelmatrix.olm.primitive.Primitives;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * 64 KiB of a file without end: 65,536 divided by the microseconds of an operation are megabytes a
 * second. A download is checked first and decrypted then.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 20, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class AttachmentBenchmark {
    private final Primitives primitives = Primitives.create();
    private final byte[] buffer = new byte[1 << 16];
    private InputStream encrypted;
    private InputStream checked;
    private InputStream decrypted;

    @Setup
    public void prepare() throws IOException {
        encrypted = new AttachmentEncryption(primitives, new Endless()).ciphertext();
        AttachmentEncryption some =
                new AttachmentEncryption(primitives, InputStream.nullInputStream());
        some.ciphertext().read();
        EncryptedFile file = EncryptedFile.parse(some.file("mxc://example.org/file"));
        checked = file.check(new Endless());
        decrypted = file.decrypt(new Endless());
    }

    @Benchmark
    public int encrypt() throws IOException {
        return encrypted.read(buffer);
    }

    @Benchmark
    public int check() throws IOException {
        return checked.read(buffer);
    }

    @Benchmark
    public int decrypt() throws IOException {
        return decrypted.read(buffer);
    }

    /** Costs nothing but a copy. */
    private static final class Endless extends InputStream {
        private final byte[] content = new byte[1 << 16];

        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int read = Math.min(length, content.length);
            System.arraycopy(content, 0, target, offset, read);
            return read;
        }
    }
}
