// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.component.MatrixOperation.GET_PROFILE;
import static org.camelmatrix.component.MatrixOperation.SET_AVATAR;
import static org.camelmatrix.component.MatrixOperation.SET_DISPLAY_NAME;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.apache.camel.Exchange;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.MatrixConstants;
import org.junit.jupiter.api.Test;

/** What a route makes of its account, as another user finds it. */
class ProfileOperationsContractTest extends OperationsContract {

    private JsonNode profile(Person person) {
        return alice.call(
                "GET", "/_matrix/client/v3/profile/" + Person.encode(person.userId()), null);
    }

    @Test
    void setsNameAndPicture() {
        fixture.succeed(SET_DISPLAY_NAME, null, "The bot", Map.of());
        fixture.succeed(SET_AVATAR, null, "mxc://example.org/picture", Map.of());
        JsonNode profile = profile(bot);
        assertThat(profile.get("displayname").asText()).isEqualTo("The bot");
        assertThat(profile.get("avatar_url").asText()).isEqualTo("mxc://example.org/picture");
    }

    @Test
    void readsAProfile() {
        alice.call(
                "PUT",
                "/_matrix/client/v3/profile/" + Person.encode(alice.userId()) + "/displayname",
                Map.of("displayname", "Alice"));
        Exchange exchange =
                fixture.succeed(
                        GET_PROFILE,
                        null,
                        null,
                        Map.of(MatrixConstants.OVERRIDE_TARGET_USER, alice.userId()));
        assertThat(exchange.getMessage().getBody(Map.class)).containsEntry("displayname", "Alice");
        bot.call(
                "PUT",
                "/_matrix/client/v3/profile/" + Person.encode(bot.userId()) + "/displayname",
                Map.of("displayname", "Own name"));
        assertThat(
                        fixture.succeed(
                                        GET_PROFILE,
                                        null,
                                        null,
                                        Map.of(MatrixConstants.SENDER, alice.userId()))
                                .getMessage()
                                .getBody(JsonNode.class)
                                .get("displayname")
                                .asText())
                .isEqualTo("Own name");
    }

    @Test
    void givesNothingWhereThereIsNobody() {
        Exchange exchange =
                fixture.succeed(
                        GET_PROFILE,
                        null,
                        "before",
                        Map.of(
                                MatrixConstants.OVERRIDE_TARGET_USER,
                                "@nobody-at-all:" + homeserver.serverName()));
        assertThat(exchange.getMessage().getBody()).isNull();
    }

    @Test
    void takesNoOtherUriForAPicture() {
        assertThat(
                        fixture.ask(SET_AVATAR, null, "https://example.org/picture.png", Map.of())
                                .getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("mxc://");
    }
}
