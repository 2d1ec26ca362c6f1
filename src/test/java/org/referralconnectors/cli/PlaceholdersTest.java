package org.referralconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.referralconnectors.settings.SettingsException;

/** Settings by Camel's property functions. */
class PlaceholdersTest {

    @Test
    void aFunctionFromALibraryOrOfCamelItselfGivesTheValue() {
        Properties resolved = Placeholders.resolved(file("dynamics.client-secret", "{{test-vault:crm}}"));

        assertThat(resolved).containsEntry("dynamics.client-secret", "secret of crm");
        assertThat(Placeholders.resolved(file("dynamics.url", "{{sys:java.version}}")))
                .containsEntry("dynamics.url", System.getProperty("java.version"));
    }

    @Test
    void everyPlaceholderThatLeadsNowhereIsNamedAtOnce() {
        Properties file = file("dynamics.client-secret", "{{azure:crm}}");
        file.setProperty("store.password", "{{test-vault:forbidden}}");

        assertThatThrownBy(() -> Placeholders.resolved(file))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "dynamics.client-secret: its placeholder leads nowhere: the class path has no property")
                .hasMessageContaining("store.password: its placeholder leads nowhere: The vault refuses");
    }

    @Test
    void whatIsNoSettingIsLeftToCamelAndABraceIsNoPlaceholder() {
        Properties file = file("custom.chat", "{{test-vault:chat}}");
        file.setProperty("dynamics.subject-template", "{name} [{id}]");

        assertThat(Placeholders.resolved(file)).isSameAs(file);
    }

    private static Properties file(String key, String value) {
        Properties file = new Properties();
        file.setProperty(key, value);
        return file;
    }
}
