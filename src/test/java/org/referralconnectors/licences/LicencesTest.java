package org.referralconnectors.licences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What makes {@code mvn verify} fail on a library's licence. */
class LicencesTest {

    private final ObjectNode bill = JsonNodeFactory.instance.objectNode();
    private final ArrayNode components = bill.putArray("components");

    @Test
    void aLibraryUnderAnAcceptedLicenceIsListed() {
        library("picocli", "Apache-2.0");
        assertThat(licences().page()).endsWith("| org.example | picocli | Apache-2.0 |\n");
    }

    @Test
    void librariesOfOneGroupAndLicenceShareALineInTheirAlphabet() {
        library("zebra", "MIT");
        library("ape", "MIT");
        assertThat(licences().page()).endsWith("| org.example | ape, zebra | MIT |\n");
    }

    @Test
    void ofSeveralLicencesTheAcceptedOneIsTaken() {
        library("pool", "LGPL-2.1-only", "EPL-1.0");
        assertThat(licences().page()).endsWith("| org.example | pool | LGPL-2.1-only or **EPL-1.0** |\n");
    }

    @Test
    void aLibraryOfWhichNoLicenceIsAcceptedIsRefusedByName() {
        library("viral", "AGPL-3.0-only");
        assertThatIllegalStateException().isThrownBy(licences()::page).withMessageContaining("viral");
    }

    @Test
    void aLibraryWithoutALicenceIsRefused() {
        library("nameless");
        assertThatIllegalStateException().isThrownBy(licences()::page).withMessageContaining("nameless");
    }

    @Test
    void aLicenceThatSpdxDoesNotKnowIsRefusedByItsName() {
        ObjectNode own = component("own").putArray("licenses").addObject();
        own.putObject("license").put("name", "Our own terms");
        assertThatIllegalStateException().isThrownBy(licences()::page).withMessageContaining("Our own terms");
    }

    @Test
    void aJarInLibThatTheBillDoesNotNameIsRefused() {
        library("picocli", "Apache-2.0");
        assertThatCode(() -> licences().requireJars(List.of("picocli-1.0.jar"))).doesNotThrowAnyException();
        assertThatIllegalStateException()
                .isThrownBy(() -> licences().requireJars(List.of("picocli-1.0.jar", "stowaway-2.0.jar")))
                .withMessageContaining("stowaway");
    }

    @Test
    void anOldPageIsRefusedWithTheCommandThatWritesIt() {
        library("picocli", "Apache-2.0");
        String page = licences().page();
        assertThatCode(() -> Licences.requireCurrent(page, page)).doesNotThrowAnyException();
        assertThatIllegalStateException()
                .isThrownBy(() -> Licences.requireCurrent(page.replace("picocli", "jcommander"), page))
                .withMessageContaining("-Dlicences.write");
    }

    private Licences licences() {
        return new Licences(bill);
    }

    private void library(String name, String... licences) {
        ArrayNode entries = component(name).putArray("licenses");
        List.of(licences).forEach(id -> entries.addObject().putObject("license").put("id", id));
    }

    private ObjectNode component(String name) {
        return components
                .addObject()
                .put("group", "org.example")
                .put("name", name)
                .put("version", "1.0");
    }
}
