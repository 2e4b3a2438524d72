// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A box of an ISO base media file (ISO/IEC 14496-12, 4.2).
 *
 * @param type its four characters
 * @param content what is in it, as far as the bytes go
 */
record IsoBox(String type, ByteBuffer content) {

    private static final int HEADER = 8;
    private static final int LONG_HEADER = 16;

    /** Files that people make have some tens in a box. */
    private static final int MOST = 1_000;

    /** The boxes that follow one another in some bytes. */
    static List<IsoBox> in(ByteBuffer bytes) {
        List<IsoBox> boxes = new ArrayList<>();
        int at = 0;
        while (at + HEADER <= bytes.limit() && boxes.size() < MOST) {
            long size = Integer.toUnsignedLong(bytes.getInt(at));
            int header = HEADER;
            if (size == 1 && at + LONG_HEADER <= bytes.limit()) {
                size = bytes.getLong(at + HEADER);
                header = LONG_HEADER;
            }
            long left = bytes.limit() - at;
            long end = size == 0 ? left : Math.min(size, left);
            if (end < header) {
                break;
            }
            ByteBuffer content = bytes.slice(at + header, (int) end - header);
            boxes.add(new IsoBox(name(bytes, at + 4), content));
            at += (int) end;
        }
        return boxes;
    }

    /** The boxes of a type that are in this one, behind so many bytes of its own. */
    List<IsoBox> children(String wanted, int own) {
        if (own > content.limit()) {
            return List.of();
        }
        ByteBuffer inner = content.slice(own, content.limit() - own);
        return in(inner).stream().filter(box -> box.type.equals(wanted)).toList();
    }

    /** Four characters, or "" where the bytes end. */
    static String name(ByteBuffer bytes, int at) {
        if (at + 4 > bytes.limit()) {
            return "";
        }
        byte[] name = new byte[4];
        bytes.get(at, name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
