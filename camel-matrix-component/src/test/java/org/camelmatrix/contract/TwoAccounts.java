// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A contract test with two new accounts: the bot's, which the routes use, and Alice's, with which
 * the test acts in rooms and looks at what the bot has done.
 */
@ExtendWith(ContractExtension.class)
abstract class TwoAccounts {

    Homeserver homeserver;
    Person alice;
    Person bot;

    @BeforeEach
    void registerAccounts(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bot = homeserver.register("bot");
    }
}
