// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.CamelContext;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.camelmatrix.event.MessageType;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.internal.message.MessageFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MatrixEndpointUriTest {

    private final CamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() {
        camel.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "matrix:!abc:example.org, !abc:example.org",
        "matrix:!abc:example.org:8448, !abc:example.org:8448",
        "matrix:!oDLvRmHGUMzdXTPEf6aqPTkMLvAXkEKhkYSRvTMk5bY,"
                + " !oDLvRmHGUMzdXTPEf6aqPTkMLvAXkEKhkYSRvTMk5bY",
        "matrix:%21abc%3Aexample.org, !abc:example.org",
        "matrix:#ops:example.org, #ops:example.org",
        "matrix:#ops:example.org:8448, #ops:example.org:8448",
        "matrix:%23ops:example.org, #ops:example.org",
        "matrix:%23ops%3Aexample.org, #ops:example.org",
        "matrix:#a/b:example.org, #a/b:example.org",
        "matrix:#über:example.org, #über:example.org",
        "matrix:r/ops:example.org, #ops:example.org",
        "matrix:roomid/abc:example.org, !abc:example.org",
        "matrix:https://matrix.to/#/#ops:example.org, #ops:example.org",
        "matrix:https://matrix.to/#/%23ops%3Aexample.org, #ops:example.org",
        "matrix:https://matrix.to/#/!abc:example.org, !abc:example.org",
        "matrix://#ops:example.org, #ops:example.org",
        "matrix:%23what%3F:example.org, #what?:example.org",
        "matrix:#what%3F:example.org, #what?:example.org",
        "matrix:#what%3f:example.org:8448, #what?:example.org:8448",
        "matrix:#what%253F:example.org, #what?:example.org",
        "matrix:#what?:example.org, #what?:example.org",
        "matrix:r/what%3F:example.org, #what?:example.org",
        "matrix:%23100%25:example.org, #100%:example.org",
        "matrix:#100%25:example.org, #100%:example.org",
        "matrix:#100%:example.org, #100%:example.org",
        "matrix:#100%25%3F:example.org, #100%?:example.org",
        "matrix:#a+b&c:example.org, #a+b&c:example.org",
        "matrix:*, *"
    })
    void takesEveryFormOfARecipient(String uri, String recipient) {
        assertThat(endpoint(uri + "?homeserverUrl=https://hs.example.org").requireRecipient())
                .hasToString(recipient);
        assertThat(endpoint(uri).requireRecipient()).hasToString(recipient);
    }

    @ParameterizedTest
    @EnumSource(MatrixOperation.class)
    void takesOperationsByTheirWords(MatrixOperation operation) {
        assertThat(endpoint("matrix:*?operation=" + operation.word()).getConfiguration())
                .extracting(MatrixConfiguration::getOperation)
                .isEqualTo(operation);
    }

    @Test
    void namesTheOperationsThatThereAre() {
        assertThatThrownBy(() -> endpoint("matrix:*?operation=reaction"))
                .hasStackTraceContaining("sendMessage, edit, react")
                .hasStackTraceContaining("createRoom");
        assertThatThrownBy(() -> MatrixOperation.of("reaction"))
                .hasMessageContaining("sendMessage, edit, react");
    }

    @Test
    void takesServersThatRepeat() {
        Recipient recipient =
                endpoint("matrix:roomid/abc?via=a.org&via=b.org&action=join").requireRecipient();
        assertThat(recipient)
                .isInstanceOfSatisfying(
                        Recipient.Room.class,
                        room -> assertThat(room.via()).containsExactly("a.org", "b.org"));
    }

    @Test
    void takesOptionsInCamelsSpellingAndInTheOthers() {
        MatrixConfiguration camels =
                endpoint(
                                "matrix:!a?homeserverUrl=https://h&userId=@b:c&deviceId=D&format=html"
                                        + "&messageType=notice&connectTimeout=3s&accessToken=RAW(a+b&c)")
                        .getConfiguration();
        assertThat(camels.getHomeserverUrl()).isEqualTo("https://h");
        assertThat(camels.getUserId()).isEqualTo("@b:c");
        assertThat(camels.getDeviceId()).isEqualTo("D");
        assertThat(camels.getFormat()).isEqualTo(MessageFormat.HTML);
        assertThat(camels.getMessageType()).isEqualTo(MessageType.NOTICE);
        assertThat(camels.getConnectTimeout()).isEqualTo(3000);
        assertThat(camels.getAccessToken()).isEqualTo("a+b&c");

        MatrixConfiguration others =
                endpoint("matrix:!a?homeserverURL=https://h&userID=@b:c&deviceID=D")
                        .getConfiguration();
        assertThat(others.getHomeserverUrl()).isEqualTo("https://h");
        assertThat(others.getUserId()).isEqualTo("@b:c");
        assertThat(others.getDeviceId()).isEqualTo("D");
    }

    @Test
    void takesTheComponentsOptionsAsDefaults() {
        MatrixComponent component = camel.getComponent("matrix", MatrixComponent.class);
        component.getConfiguration().setUserId("@bot:example.org");
        component.getConfiguration().setMessageType(MessageType.NOTICE);
        MatrixConfiguration options = endpoint("matrix:!a?messageType=emote").getConfiguration();
        assertThat(options.getUserId()).isEqualTo("@bot:example.org");
        assertThat(options.getMessageType()).isEqualTo(MessageType.EMOTE);
        assertThat(component.getConfiguration().getMessageType()).isEqualTo(MessageType.NOTICE);
    }

    @Test
    void doesNotMixAnEndpointsOwnSignInWithTheComponents() {
        MatrixComponent component = camel.getComponent("matrix", MatrixComponent.class);
        component.getConfiguration().setUserId("@bot:example.org");
        component.getConfiguration().setPassword("secret");
        component.getConfiguration().setDeviceId("D");
        MatrixConfiguration token = endpoint("matrix:!a?accessToken=t").getConfiguration();
        assertThat(token.getPassword()).isNull();
        assertThat(token.getUserId()).isNull();
        assertThat(token.getDeviceId()).isNull();
        component.getConfiguration().setAccessToken("t");
        MatrixConfiguration password = endpoint("matrix:!a?password=p").getConfiguration();
        assertThat(password.getAccessToken()).isNull();
        assertThat(password.getUserId()).isEqualTo("@bot:example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "matrix:ops, is no recipient",
        "matrix, The URI names no room",
        "matrix:?messageType=notice, The URI names no room",
        "matrix:!a?accesToken=geheim, There is no option accesToken: did you mean accessToken?",
        "matrix:!a?loudness=notice, There is no option loudness: see the table of options",
        "matrix:!a?mesageType=notice&oversise=split, mesageType: did you mean messageType?; There is no option"
                + " oversise: did you mean oversize?",
        "matrix:!a?fromat=text, There is no option fromat: did you mean format?",
        "matrix:!a?pasword=x, did you mean password?",
        "matrix:!a?sslContextParameters=#none, cannot be #none: the registry has no such bean",
        "matrix:#ops, an alias is written #name:server.name",
        "matrix:#ops:exa mple.org, an alias is written #name:server.name",
        "matrix:r/ops:example.org/e/abc, names an event",
        "matrix:https://matrix.to/#/!a:b/$event, names an event",
        "matrix:!a?nosuch=1, nosuch"
    })
    void refusesWhatIsNoRecipientWithASentence(String uri, String sentence) {
        assertThatThrownBy(() -> camel.getEndpoint(uri))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("geheim");
    }

    @Test
    void namesTheRouteOfAnOptionThatThereIsNot() throws Exception {
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").routeId("alerts").to("matrix:!a?oversise=split");
                    }
                });
        assertThatThrownBy(camel::start)
                .hasMessageContaining("alerts")
                .hasMessageContaining("There is no option oversise: did you mean oversize?");
    }

    @Test
    void namesTheOptionOfTheComponentThatThereIsNot() {
        Main main = new Main();
        main.addInitialProperty("camel.component.matrix.homeserver-urll", "https://hs");
        try {
            assertThatThrownBy(main::start)
                    .hasRootCauseMessage(
                            "There is no option homeserverUrll: did you mean homeserverUrl?");
        } finally {
            main.stop();
        }
    }

    private MatrixEndpoint endpoint(String uri) {
        return camel.getEndpoint(uri, MatrixEndpoint.class);
    }
}
