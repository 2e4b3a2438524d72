// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

/** How the result of a route goes back to the room. */
public enum ReplyForm {
    /** As a reply, in the thread if the event is in one. */
    REPLY,
    /** In a thread. */
    THREAD,
    /** As a message of its own. */
    MESSAGE
}
