// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.embedded;

import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.support.service.ServiceSupport;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.RoomEvent;
import org.camelmatrix.test.RoomSetup;
import org.camelmatrix.test.TestAccount;

/** A stand-in for a homeserver with one account and one room, for a demo without a real one. */
public final class StandIn extends ServiceSupport {

    /** The alias of its room. */
    public static final String ROOM = "#camel:localhost";

    private MatrixHomeserver homeserver;
    private TestAccount account;

    @Override
    protected void doStart() {
        homeserver = MatrixHomeserver.start();
        account = homeserver.register("camel", UUID.randomUUID().toString());
        homeserver.createRoom(account, RoomSetup.publicRoom().alias("camel").name("Camel"));
    }

    @Override
    protected void doStop() {
        if (homeserver != null) {
            homeserver.close();
        }
    }

    /** Its base URL for clients. */
    public URI url() {
        return homeserver.url();
    }

    /** The access token of its account. */
    public String accessToken() {
        return account.accessToken();
    }

    /** A message as the room has it. */
    public Optional<RoomEvent> message(String roomId, String eventId) {
        return homeserver.messages(roomId).stream()
                .filter(message -> message.eventId().equals(eventId))
                .findFirst();
    }
}
