// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

/** Counts nothing. */
class Silence implements ReceiveObserver {
    @Override
    public void received() {}

    @Override
    public void completed() {}

    @Override
    public void retried() {}

    @Override
    public void gap() {}

    @Override
    public void undecrypted() {}

    @Override
    public void intruder() {}

    @Override
    public void unreadable(int count) {}
}
