// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The items of a HEIF file (ISO/IEC 23008-12, 6.2 and 9.3), and which properties each has. */
final class HeifItem {

    private static final int MOST_ITEMS = 10_000;

    private HeifItem() {}

    /**
     * The properties of the picture that is shown.
     *
     * @param meta the box that lists the items
     * @param properties the box {@code iprp}
     * @param all the properties of all items, in order
     * @return none if it cannot be told which they are
     */
    static List<IsoBox> primary(IsoBox meta, IsoBox properties, List<IsoBox> all) {
        List<IsoBox> named = meta.children("pitm", 4);
        if (named.isEmpty()) {
            return List.of();
        }
        ByteBuffer pitm = named.get(0).content();
        long primary = pitm.get(0) == 0 ? pitm.getShort(4) & 0xffff : id(pitm, 4);
        for (IsoBox associations : properties.children("ipma", 0)) {
            List<IsoBox> found = of(primary, associations.content(), all);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private static long id(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }

    private static List<IsoBox> of(long item, ByteBuffer ipma, List<IsoBox> all) {
        boolean longIds = ipma.get(0) > 0;
        boolean longIndexes = (ipma.get(3) & 1) == 1;
        long items = Math.min(id(ipma, 4), MOST_ITEMS);
        int at = 8;
        for (long i = 0; i < items; i++) {
            long each = longIds ? id(ipma, at) : ipma.getShort(at) & 0xffff;
            at += longIds ? 4 : 2;
            int count = ipma.get(at++) & 0xff;
            List<IsoBox> own = new ArrayList<>();
            for (int j = 0; j < count; j++) {
                int index = longIndexes ? ipma.getShort(at) & 0x7fff : ipma.get(at) & 0x7f;
                at += longIndexes ? 2 : 1;
                if (index > 0 && index <= all.size()) {
                    own.add(all.get(index - 1));
                }
            }
            if (each == item) {
                return own;
            }
        }
        return List.of();
    }
}
