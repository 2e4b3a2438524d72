// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.encryption;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.internal.outgoing.MediaFile;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.TransactionId;

/**
 * Leaves the encryption to a proxy between the component and the homeserver, such as pantalaimon.
 *
 * <p>Such a proxy passes an event on in clear as long as it has not learnt that the room is
 * encrypted, and no answer of it tells when it has. So each event for an encrypted room carries a
 * guard: a number that is no integer. A homeserver refuses the guard in clear with {@code
 * M_BAD_JSON} (Appendices, "Canonical JSON", since room version 6). Inside the encrypted event only
 * the members of the room see it.
 *
 * <p>Any thread may call. Nothing is kept: the same event is sealed in the same way each time.
 */
public final class ProxyEncryption implements RoomEncryption {

    /** The field that a homeserver refuses in clear. */
    static final String GUARD = "org.camelmatrix.only_encrypted";

    private static final double NO_INTEGER = 0.5;

    @Override
    public CompletableFuture<SealedEvent> seal(
            Destination destination, OutgoingEvent event, TransactionId transaction) {
        return CompletableFuture.completedFuture(
                destination.isEncrypted()
                        ? new SealedEvent.ThroughProxy(guarded(event), true)
                        : new SealedEvent.ThroughProxy(event, false));
    }

    private static OutgoingEvent guarded(OutgoingEvent event) {
        ObjectNode content = event.content().deepCopy();
        content.put(GUARD, NO_INTEGER);
        return new OutgoingEvent(event.type(), content);
    }

    /** A proxy encrypts each upload, also for a room without encryption. */
    @Override
    public SealedFile seal(Destination destination, MediaFile file) {
        FileRefusal.requireUnencrypted(destination);
        throw new MatrixRejectedException(
                "No file can be sent through a proxy that encrypts: set the option"
                        + " encryption=none and send to a room without encryption");
    }

    @Override
    public boolean isDoneByProxy() {
        return true;
    }
}
