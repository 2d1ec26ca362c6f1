package org.referralconnectors.licences;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/** A component of the bill of materials. @param licences by SPDX id, or by name where SPDX has none */
record Library(String group, String name, String version, List<String> licences) {

    static List<Library> all(JsonNode components) {
        return StreamSupport.stream(components.spliterator(), false)
                .map(Library::of)
                .sorted(Comparator.comparing(Library::group).thenComparing(Library::name))
                .toList();
    }

    String jar() {
        return name + "-" + version + ".jar";
    }

    private static Library of(JsonNode component) {
        List<String> licences = StreamSupport.stream(component.path("licenses").spliterator(), false)
                .map(Library::licence)
                .toList();
        return new Library(
                component.path("group").asText(),
                component.path("name").asText(),
                component.path("version").asText(),
                licences);
    }

    private static String licence(JsonNode entry) {
        JsonNode licence = entry.path("license");
        return licence.path("id")
                .asText(licence.path("name").asText(entry.path("expression").asText()));
    }
}
