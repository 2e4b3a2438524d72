// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

/**
 * The states of a send.
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>from</th><th>call</th><th>to</th><th>action</th></tr>
 * <tr><td rowspan="4">WITH_CALLER</td><td>submitted; its lane is free and the account is open</td>
 *   <td>WITH_CALLER</td><td>the caller's thread makes the first attempt</td></tr>
 * <tr><td>submitted; too many sends wait</td><td>WITH_CALLER, or DONE by its policy</td>
 *   <td>the caller's thread waits for capacity, or Complete</td></tr>
 * <tr><td>submitted; otherwise</td><td>WAITING</td><td></td></tr>
 * <tr><td>suspended</td><td>SUSPENDED</td><td></td></tr>
 * <tr><td rowspan="2">WAITING</td><td>its turn has come</td><td>STARTED</td><td>Start</td></tr>
 * <tr><td>maximumWait is over, its route stops, close</td><td>DONE</td><td>Complete</td></tr>
 * <tr><td rowspan="3">STARTED</td><td>noThread</td><td>WAITING, in a lane that pauses for a second</td>
 *   <td></td></tr>
 * <tr><td>suspended</td><td>SUSPENDED</td><td></td></tr>
 * <tr><td>abandoned, rejected: no attempt is made</td><td>DONE</td><td>Complete</td></tr>
 * <tr><td rowspan="4">WITH_CALLER, STARTED, SUSPENDED</td><td>succeeded</td><td>DONE</td>
 *   <td>Complete</td></tr>
 * <tr><td>failed; a rate limit, or no usable answer and a retry is left</td><td>WAITING, or DONE if
 *   it may not wait</td><td>Complete if DONE</td></tr>
 * <tr><td>heldBack: the account is paused</td><td>WAITING</td><td></td></tr>
 * <tr><td>failed, otherwise</td><td>DONE</td><td>Complete</td></tr>
 * </table>
 */
enum SendState {
    /** Its caller's thread has it. */
    WITH_CALLER,
    /** It waits in its lane. */
    WAITING,
    /** It is with a worker, which makes an attempt. */
    STARTED,
    /** An attempt has returned without a result, which comes later. */
    SUSPENDED,
    /** It has succeeded or failed. */
    DONE;

    boolean mayBecome(SendState next) {
        return switch (this) {
            case WITH_CALLER -> next != STARTED;
            case WAITING -> next == STARTED || next == DONE;
            case STARTED -> next != WITH_CALLER && next != STARTED;
            case SUSPENDED -> next == WAITING || next == DONE;
            case DONE -> false;
        };
    }
}
