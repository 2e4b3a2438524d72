// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.client;

import org.camelmatrix.internal.queue.SendObserver;
import org.camelmatrix.internal.sync.ReceiveObserver;

/** Nobody counts what a connection sends and receives. */
final class Unobserved {

    static final SendObserver SENDS =
            new SendObserver() {
                @Override
                public void queued() {}

                @Override
                public void left() {}

                @Override
                public void limited() {}

                @Override
                public void retried() {}
            };

    static final ReceiveObserver EVENTS =
            new ReceiveObserver() {
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
            };

    private Unobserved() {}
}
