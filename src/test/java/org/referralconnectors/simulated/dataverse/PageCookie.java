package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code $skiptoken} of a next link: an XML cookie, encoded twice as in the real links, so that a client which
 * decodes or encodes a link again breaks it. It holds only for the very query that it was made for.
 */
final class PageCookie {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern COOKIE =
            Pattern.compile("<cookie pagenumber=\"2\" pagingcookie=\"([\\w-]+)\" istracking=\"False\" />");

    private PageCookie() {}

    static String nextLink(Request request, String set, ObjectNode position) {
        String query = request.queryWithout("$skiptoken");
        position.put("query", query);
        String state = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(position.toString().getBytes(StandardCharsets.UTF_8));
        String cookie = "<cookie pagenumber=\"2\" pagingcookie=\"" + state + "\" istracking=\"False\" />";
        return request.link(set, query, "$skiptoken", Uris.encode(Uris.encode(cookie)));
    }

    static Optional<ObjectNode> position(Request request) {
        return request.options().get("$skiptoken").map(token -> decode(request, token));
    }

    private static ObjectNode decode(Request request, String token) {
        Matcher cookie = COOKIE.matcher(Uris.decode(token));
        if (!cookie.matches()) {
            throw DataverseError.query("Malformed XML in the Paging Cookie");
        }
        ObjectNode position = read(Base64.getUrlDecoder().decode(cookie.group(1)));
        if (!position.path("query").asText().equals(request.queryWithout("$skiptoken"))) {
            throw DataverseError.query("The paging cookie belongs to another query.");
        }
        return position;
    }

    private static ObjectNode read(byte[] state) {
        try {
            return (ObjectNode) MAPPER.readTree(new String(state, StandardCharsets.UTF_8));
        } catch (JsonProcessingException | ClassCastException e) {
            throw DataverseError.query("Malformed XML in the Paging Cookie");
        }
    }
}
