// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import java.io.ByteArrayOutputStream;

/**
 * Writes the tagged fields of a message. What it writes is public: keys, numbers and ciphertexts.
 */
final class FieldWriter {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    FieldWriter(int version) {
        output.write(version);
    }

    FieldWriter number(int tag, long value) {
        varint(tag);
        varint(value);
        return this;
    }

    FieldWriter bytes(int tag, byte[] value) {
        varint(tag);
        varint(value.length);
        return raw(value);
    }

    FieldWriter raw(byte[] value) {
        output.writeBytes(value);
        return this;
    }

    byte[] toBytes() {
        return output.toByteArray();
    }

    private void varint(long value) {
        long rest = value;
        while (rest > 0x7F) {
            output.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        output.write((int) rest);
    }
}
