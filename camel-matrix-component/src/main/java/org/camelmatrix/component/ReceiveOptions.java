// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Set;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.internal.sync.Interest;
import org.camelmatrix.internal.sync.StartFrom;
import org.camelmatrix.internal.sync.SubscriptionSettings;

/** Reads the options of an endpoint that say which events it receives, and how. */
final class ReceiveOptions {

    private final ReceiveConfiguration options;
    private final StateStores stores;
    private final boolean answers;

    /**
     * @param answers whether the result of the route goes back to the room
     */
    ReceiveOptions(ReceiveConfiguration options, StateStores stores, boolean answers) {
        this.options = options;
        this.stores = stores;
        this.answers = answers;
    }

    /**
     * The settings of the subscription of a consumer.
     *
     * @param from the room, or all rooms
     * @param name the name of its position, or null for the room together with the filters
     * @param route the id of its route, or null; it may change at a restart
     * @throws MatrixConfigurationException if an option is not valid
     */
    SubscriptionSettings subscription(Recipient from, String name, String route) {
        if (from instanceof Recipient.User) {
            throw new MatrixConfigurationException(
                    from
                            + " is a user, and a route can begin with a room only: give a room id"
                            + " (!…), an alias (#name:server), or * with onlySenders="
                            + from
                            + " for what the user writes in any room");
        }
        Interest interest = interest();
        requireInviters();
        boolean lasts = StateStores.lasts(options);
        return new SubscriptionSettings(
                name == null
                        ? from + " " + interest + (lasts || route == null ? "" : " " + route)
                        : name,
                from,
                interest,
                stores.sinceStore(options),
                startFrom(),
                OptionValues.atLeast(0, "maximumBackfill", options.getMaximumBackfill()),
                OptionValues.atLeast(1, "concurrentConsumers", options.getConcurrentConsumers()),
                OptionValues.atLeast(1, "maximumInFlight", options.getMaximumInFlight()),
                OptionValues.duration("syncTimeout", options.getSyncTimeout()));
    }

    private StartFrom startFrom() {
        String text = options.getStartFrom();
        return text == null || text.isBlank()
                ? null
                : OptionValues.parsed("startFrom", text.strip(), StartFrom::parse);
    }

    private void requireInviters() {
        boolean none = OptionValues.users("invitesFrom", options.getInvitesFrom()).isEmpty();
        if (none && options.getAcceptInvites() == InvitePolicy.LISTED) {
            throw new MatrixConfigurationException(
                    "The option acceptInvites is listed, and invitesFrom names nobody: name those"
                            + " there whose invitations are accepted");
        }
    }

    private Interest interest() {
        Set<String> types = OptionValues.names(options.getOnlyEventTypes());
        if (types.isEmpty()) {
            throw new MatrixConfigurationException(
                    "The option onlyEventTypes is empty: name a type, or * for all");
        }
        if (options.getCommand() != null && options.getCommand().isBlank()) {
            throw new MatrixConfigurationException(
                    "The option command is empty: write what a message has to begin with, such as"
                            + " !deploy, or leave it out");
        }
        Boolean ignoreNotices = options.getIgnoreNotices();
        return new Interest(
                types,
                OptionValues.messageTypes("onlyMessageTypes", options.getOnlyMessageTypes()),
                OptionValues.users("onlySenders", options.getOnlySenders()),
                options.isIgnoreOwn(),
                ignoreNotices == null ? answers : ignoreNotices,
                options.isIncludeEdits(),
                options.isOnlyMentions(),
                options.getCommand(),
                options.isIncludeRedacted());
    }
}
