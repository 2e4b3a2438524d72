// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import java.util.Arrays;
import java.util.function.Function;
import org.camelmatrix.olm.MalformedException;

/** Reads what {@link StateWriter} wrote. Anything else is a {@link MalformedException}. */
final class StateReader {
    private final byte[] state;
    private int position;

    StateReader(byte[] state, int kind, int version) {
        this.state = state;
        if (number(1) != kind) {
            throw new MalformedException("the stored state is one of another kind");
        }
        long written = number(1);
        if (written != version) {
            throw new MalformedException(
                    "the stored state has version "
                            + written
                            + ", and this program knows version "
                            + version);
        }
    }

    boolean flag() {
        long value = number(1);
        if (value > 1) {
            throw new MalformedException("the stored state is damaged");
        }
        return value == 1;
    }

    /** A number from 0 to 2^32 - 1. */
    long number() {
        return number(Integer.BYTES);
    }

    /** A number from 0 to the given one. */
    int number(long most) {
        long value = number(Integer.BYTES);
        if (value > most) {
            throw new MalformedException("the stored state is damaged");
        }
        return (int) value;
    }

    long wideNumber() {
        return number(Long.BYTES);
    }

    byte[] bytes(int length) {
        if (length > state.length - position) {
            throw new MalformedException("the stored state is cut short");
        }
        position += length;
        return Arrays.copyOfRange(state, position - length, position);
    }

    /** Makes something of a secret by a maker that keeps its own copy, and clears this one. */
    <T> T secret(int length, Function<byte[], T> maker) {
        byte[] copy = bytes(length);
        try {
            return maker.apply(copy);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    void end() {
        if (position != state.length) {
            throw new MalformedException("the stored state has something after its end");
        }
    }

    private long number(int bytes) {
        if (bytes > state.length - position) {
            throw new MalformedException("the stored state is cut short");
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | state[position++] & 0xFF;
        }
        return value;
    }
}
