// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

/**
 * Ends a request from another thread.
 *
 * <p>Any thread may call.
 */
public final class Abort {

    private Runnable action;
    private boolean aborted;

    /** Ends the request that goes on, or the one that is begun next. */
    public void abort() {
        Runnable now;
        synchronized (this) {
            aborted = true;
            now = action;
            action = null;
        }
        if (now != null) {
            now.run();
        }
    }

    /** Whether the request was ended. */
    public synchronized boolean isAborted() {
        return aborted;
    }

    /** What ends the request; run at once if it was ended before it began. */
    void onAbort(Runnable action) {
        synchronized (this) {
            if (!aborted) {
                this.action = action;
                return;
            }
        }
        action.run();
    }
}
