// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A contract test with two accounts and a route by which the bot does what a message asks for. */
abstract class OperationsContract extends TwoAccounts {

    OperationFixture fixture;

    @BeforeEach
    void startRoute() throws Exception {
        fixture = new OperationFixture(bot);
    }

    @AfterEach
    void stopRoute() {
        fixture.close();
    }
}
