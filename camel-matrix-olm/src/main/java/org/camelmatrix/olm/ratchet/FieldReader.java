// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import java.util.Arrays;
import org.camelmatrix.olm.MalformedException;

/**
 * Reads the tagged fields of a message: a tag is the field's number times eight plus its wire type
 * (Olm, "Message Format").
 */
final class FieldReader {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int WIRE_TYPE = 7;
    private static final int FIELD_NUMBER = 3;
    private static final int LONGEST_VARINT = 5;

    private final byte[] data;
    private final int end;
    private int position;

    FieldReader(byte[] data, int start, int end) {
        this.data = data;
        this.position = start;
        this.end = end;
    }

    boolean hasNext() {
        return position < end;
    }

    int tag() {
        long tag = varint();
        if (tag > Integer.MAX_VALUE || tag >>> FIELD_NUMBER == 0) {
            throw new MalformedException("the message has a field with a number that no field has");
        }
        return (int) tag;
    }

    /** A number below 2^32. */
    long varint() {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            if (position >= end) {
                throw new MalformedException("the message ends within a number");
            }
            int next = data[position++];
            value |= (long) (next & 0x7F) << (7 * i);
            if (next >= 0) {
                if (value >>> 32 != 0) {
                    break;
                }
                return value;
            }
        }
        throw new MalformedException("the message has a number of more than 32 bits");
    }

    byte[] bytes() {
        long length = varint();
        if (length > end - position) {
            throw new MalformedException("the message ends within a field");
        }
        int start = position;
        position += (int) length;
        return Arrays.copyOfRange(data, start, position);
    }

    /** Leaves out the value of a field that this version does not know. */
    void skip(int tag) {
        switch (tag & WIRE_TYPE) {
            case VARINT -> varint();
            case BYTES -> bytes();
            default -> throw new MalformedException("the message has a field of an unknown kind");
        }
    }
}
