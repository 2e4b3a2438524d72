// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

/** A text that takes no more than it may, and forgets it all when it was offered more. */
final class BoundedText implements Appendable {

    private final StringBuilder text = new StringBuilder();
    private final int maximum;
    private boolean full;

    BoundedText(int maximum) {
        this.maximum = maximum;
    }

    boolean isFull() {
        return full;
    }

    @Override
    public Appendable append(CharSequence more) {
        return append(more, 0, more.length());
    }

    @Override
    public Appendable append(CharSequence more, int start, int end) {
        if (full || text.length() + (end - start) > maximum) {
            full = true;
            text.setLength(0);
        } else {
            text.append(more, start, end);
        }
        return this;
    }

    @Override
    public Appendable append(char more) {
        return append(String.valueOf(more));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
