// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
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

/** A file of 16 MB: 16,000 divided by the milliseconds of an operation are megabytes a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class AttachmentBenchmark {
    private static final int SIZE = 16_000_000;

    private final Primitives primitives = Primitives.create();
    private final byte[] plaintext = new byte[SIZE];
    private final byte[] buffer = new byte[1 << 16];
    private byte[] ciphertext;
    private EncryptedFile file;

    @Setup
    public void prepare() throws IOException {
        primitives.random().nextBytes(plaintext);
        AttachmentEncryption encryption = new AttachmentEncryption(primitives, stream(plaintext));
        ciphertext = encryption.ciphertext().readAllBytes();
        file = EncryptedFile.parse(encryption.file("mxc://example.org/file"));
    }

    @Benchmark
    public ObjectNode encrypt() throws IOException {
        AttachmentEncryption encryption = new AttachmentEncryption(primitives, stream(plaintext));
        readThrough(encryption.ciphertext());
        return encryption.file("mxc://example.org/file");
    }

    @Benchmark
    public long checkAndDecrypt() throws IOException {
        return readThrough(file.check(stream(ciphertext)))
                + readThrough(file.decrypt(stream(ciphertext)));
    }

    private long readThrough(InputStream stream) throws IOException {
        long all = 0;
        for (int read = 0; read >= 0; read = stream.read(buffer)) {
            all += read;
        }
        return all;
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }
}
