// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientsTest {

    private static List<String> named(Object header) {
        return Recipients.of(header).named();
    }

    @Test
    void readsSeveralWithCommas() {
        assertThat(named("!a:x.org,!b:y.org")).containsExactly("!a:x.org", "!b:y.org");
        assertThat(named("!twelve,!thirteen")).containsExactly("!twelve", "!thirteen");
        assertThat(named("#a:x.org,@b:y.org")).containsExactly("#a:x.org", "@b:y.org");
        assertThat(named("!twelve, !a:x.org , #b:y.org"))
                .containsExactly("!twelve", "!a:x.org", "#b:y.org");
    }

    /** A homeserver chooses the ids of its rooms: none of them may stand for a room elsewhere. */
    @ParameterizedTest
    @ValueSource(strings = {"#a,b:x.org", "!twelve,!a:x.org", "!a,b:x.org:8448"})
    void leavesAloneWhatIsOneWithACommaInIt(String one) {
        assertThat(named(one)).containsExactly(one);
    }

    @Test
    void readsEachOfAListOnce() {
        assertThat(named(List.of("!a:x.org", "!a,!b:x.org", "!a:x.org")))
                .containsExactly("!a:x.org", "!a,!b:x.org");
        assertThat(named(new String[] {"!a:x.org"})).containsExactly("!a:x.org");
    }
}
