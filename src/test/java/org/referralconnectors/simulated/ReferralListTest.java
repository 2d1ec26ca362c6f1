package org.referralconnectors.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.referralconnectors.simulated.CallBuilder.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferralListTest {
    private static final UserTokens TOKENS = new UserTokens();

    private final SimulatedPartnerCenter partnerCenter =
            new SimulatedPartnerCenter(Clock.systemUTC(), TOKENS.tokens(), (event, id) -> {});
    private final String id = partnerCenter.create(referral -> {}).path("id").asText();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$expand=team",
                "$skip=10",
                "$apply=x",
                "filter=status eq 'New'",
                "$top=0",
                "$top=201",
                "$top=ten",
                "$orderby=name",
                "$orderby=updatedDateTime downwards",
                "$select=id,nonsense",
                "$filter=name eq 'x'",
                "$filter=externalReferenceId eq 'x'",
                "$filter=status eq New",
                "$filter=status eq 'Open'",
                "$filter=status gt 'New'",
                "$filter=status eq 'New' and",
                "$filter=(status eq 'New'",
                "$filter=status eq 'New') or",
                "$filter=contains(name,'x')",
                "$filter=updatedDateTime ge '2026-01-01T00:00:00Z'",
                "$filter=updatedDateTime ge 2026-01-01",
                "$filter=updatedDateTime ge yesterday",
                "$filter=status eq 'New",
                "$skiptoken=abc",
                "$top=5&$top=6",
                "$filter=%zz"
            })
    void refusesToList(String query) throws IOException {
        Answer answer = partnerCenter.answer(list(query).build());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).at("/error/code").asText()).isEqualTo("invalidRequest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(direction eq 'Incoming' and substatus eq 'Pending')",
                "type eq 'Shared' or status eq 'New'",
                "customerProfile/address/country eq 'DE' and qualification ne 'Direct'",
                "team/any(t:t/email eq 'sam.o''neil@partner.example')",
                "updatedDateTime ge 2020-01-01T00:00:00Z and updatedDateTime lt 2100-01-01T00:00:00.0000000Z"
            })
    void findsByEveryDocumentedField(String filter) throws IOException {
        partnerCenter.edit(
                id, referral -> referral.withArray("team").addObject().put("email", "sam.o'neil@partner.example"));

        JsonNode page = json(partnerCenter.answer(list("$filter=" + filter).build()));

        assertThat(page.path("value")).hasSize(1);
    }

    @Test
    void pagesBehindAwkwardLinksWithoutLosingRowsToWritesInBetween() throws IOException {
        List<String> ids = new ArrayList<>(List.of(id));
        for (int i = 0; i < 6; i++) {
            ids.add(partnerCenter.create(referral -> {}).path("id").asText());
        }
        List<String> seen = new ArrayList<>();
        String query = "$top=3&$orderby=updatedDateTime desc&$select=id,eTag";
        while (query != null) {
            JsonNode page = json(partnerCenter.answer(list(query).build()));
            page.path("value").forEach(row -> seen.add(row.path("id").asText()));
            partnerCenter.edit(ids.get(3), referral -> {});
            String link = page.path("@odata.nextLink").asText(null);
            query = link == null ? null : next(link);
        }
        assertThat(seen).doesNotHaveDuplicates().hasSize(6).doesNotContain(ids.get(3));
    }

    /** The link as documented: another scheme, host and path than those that were called. */
    private static String next(String link) {
        URI uri = URI.create(link.replace("$", "%24"));
        assertThat(uri.getScheme()).isEqualTo("http");
        assertThat(uri.getHost()).isEqualTo("api.partner.microsoft.com");
        assertThat(uri.getPath()).isEqualTo("/v1.0/referrals");
        return uri.getQuery();
    }

    @Test
    void refusesASkipTokenUnderAnotherQuery() throws IOException {
        partnerCenter.create(referral -> {});
        JsonNode page =
                json(partnerCenter.answer(list("$top=1&$filter=status eq 'New'").build()));
        String token = next(page.path("@odata.nextLink").asText());

        assertThat(partnerCenter.answer(list(token).build()).status()).isEqualTo(200);
        assertThat(partnerCenter
                        .answer(list(token + "&$filter=status eq 'New'").build())
                        .status())
                .isEqualTo(200);
        assertThat(partnerCenter
                        .answer(list(token + "&$filter=status eq 'Active'").build())
                        .status())
                .isEqualTo(400);
    }

    private static CallBuilder list(String query) {
        return call("GET", "/v1.0/engagements/referrals")
                .query(query)
                .header("authorization", TOKENS.good())
                .header("client-request-id", UUID.randomUUID().toString());
    }

    private static JsonNode json(Answer answer) throws IOException {
        return Jwt.JSON.readTree(answer.body());
    }
}
