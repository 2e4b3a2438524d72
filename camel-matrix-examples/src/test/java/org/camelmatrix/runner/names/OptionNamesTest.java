// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionNamesTest {

    private static final OptionNames CAPITALS =
            new OptionNames(
                    option -> Optional.of(option.name().toUpperCase(Locale.ROOT) + option.value()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check the option accessToken | check ACCESSTOKEN",
                "check the options userId and password. | check USERID and PASSWORD.",
                "The option userId is @a:b | USERID is @a:b",
                "set accessToken or password | set ACCESSTOKEN or PASSWORD",
                "userId together with password or authenticationToken | USERID together with PASSWORD"
                        + " or AUTHENTICATIONTOKEN",
                "set the option oversize=split, or oversize=file | set OVERSIZE=split, or OVERSIZE=file",
                "the password is wrong, and the command too | the password is wrong, and the command"
                        + " too",
                "kept in /a/sessionStore.json of x.userId | kept in /a/SESSIONSTORE.json of x.userId",
                "the option fileName of a file endpoint | the option fileName of a file endpoint"
            })
    void namesTheOptionsInAnotherWay(String sentence, String renamed) {
        assertThat(CAPITALS.apply(sentence)).isEqualTo(renamed);
    }

    /** In Turkish, I in small letters is a letter of its own. */
    @Test
    void namesPropertiesInTheSameWayInAnyLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(new OptionNames.Option("userId", "").property())
                    .isEqualTo("camel.component.matrix.user-id");
        } finally {
            Locale.setDefault(before);
        }
    }
}
