// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.util.List;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes an account into a room. */
@Command(name = "join", description = "Join a room.")
final class Join extends AccountStep {

    @Parameters(
            paramLabel = "ROOM",
            description = "!id, #alias:server, a matrix: URI or a matrix.to link.")
    private String room;

    Join(Program program) {
        super(program);
    }

    @Override
    String run(Connection connection, Sessions sessions) {
        Recipient recipient = Forms.room(room);
        List<String> via =
                recipient instanceof Recipient.Alias alias
                        ? alias.via()
                        : ((Recipient.Room) recipient).via();
        SignedIn account = sessions.current();
        RoomId joined =
                Connection.await(
                        account.client()
                                .memberships()
                                .join(account.credentials(), recipient.toString(), via));
        return account.user()
                + " is in the room "
                + Forms.named(recipient, joined.value())
                + " now.";
    }
}
