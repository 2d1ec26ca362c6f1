package org.referralconnectors.simulated;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/** A new incoming referral with everything filled in, of an invented company; tests change what they are about. */
final class ReferralSample {
    private static final String TEXT =
            """
            {"name": "Northwind - ERP rollout",
             "organizationId": "0d9a2f6b-77a1-4cf5-a1f4-3f0f1b9a7c33", "organizationName": "Tailspin Partner Ltd",
             "lastModifiedVia": null, "lastRunId": null, "createdVia": null, "externalReferenceId": null, "campaignId": "",
             "acceptedDateTime": null, "closedDateTime": null,
             "status": "New", "substatus": "Pending", "statusReason": null,
             "qualification": "SalesQualified", "type": "Independent", "direction": "Incoming",
             "referralSource": null, "callToAction": null, "quality": "Unknown", "isSpam": false, "favorite": false,
             "salesStage": null, "referralProgram": null, "mpnId": "1234567", "dealSensitivity": "None",
             "registrationStatus": "None", "tags": [],
             "target": [{"type": "BusinessProfileLocation", "id": "3e0f7d52-6f0f-4a1b-8a77-9d5d2f5e4d44"}],
             "customerProfile": {
               "name": "Northwind Traders GmbH", "size": "51to250employees", "isMatchingComplete": false,
               "address": {"addressLine1": "Beispielstr. 1", "addressLine2": null, "city": "Hamburg", "state": null,
                           "postalCode": "20095", "country": "DE", "region": null},
               "team": [{"firstName": "Erika", "lastName": "Muster", "phoneNumber": "+49 40 0000000",
                         "email": "erika.muster@northwind.example", "title": null,
                         "contactPreference": {"locale": "de-de", "disableNotifications": null}}],
               "ids": [{"profileType": "Duns", "id": "000000000"}, {"profileType": "External", "id": "1-ABCDEF"}]},
             "consent": {"consentToToShareInfoWithOthers": true, "consentToContact": true,
                         "consentToShareReferralWithMicrosoftSellers": true},
             "details": {
               "notes": "The customer wants to replace its own ERP.", "dealValue": 45000.50, "currency": "EUR",
               "closingDateTime": "2026-06-30T00:00:00Z", "customerRequestedContact": null, "customerAction": null,
               "incentiveLevel": null,
               "requirements": {
                 "industries": [{"id": "Manufacturing"}], "products": [{"id": "Dynamics365Business"}],
                 "services": [{"id": "DeploymentOrMigration"}],
                 "solutions": [{"id": "SOL-00000-AAA", "name": null, "type": "Name", "price": null, "quantity": null,
                                "currency": null, "publisherName": null, "solutionType": null, "closingDateTime": null}],
                 "offers": [], "salesPlays": [], "additionalRequirements": {"iot": null, "attributes": []}}},
             "team": [],
             "inviteContext": {"notes": "Please contact this week.", "assistanceRequestCode": "Unknown",
                               "invitedMpnId": null,
                               "invitedBy": {"organizationId": "msft", "organizationName": "Microsoft"}},
             "trackingInfo": {"microsoftMsxId": null, "microsoftUSFedOpportunityId": null, "microsoftUSFedLeadId": null,
                              "migratedPSCDealId": null, "migratedPSCPartnerDealId": null},
             "registrations": []}
            """;
    private static final ObjectNode SAMPLE = parse();

    /** The names that a referral's own members may have. */
    static final Set<String> MEMBERS = members();

    private ReferralSample() {}

    static ObjectNode copy() {
        return SAMPLE.deepCopy();
    }

    private static ObjectNode parse() {
        try {
            return (ObjectNode) Jwt.JSON
                    .readerFor(ObjectNode.class)
                    .with(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(TEXT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> members() {
        Set<String> members = new HashSet<>(Set.of(
                "id", "engagementId", "createdDateTime", "updatedDateTime", "expirationDateTime", "eTag", "links"));
        SAMPLE.fieldNames().forEachRemaining(members::add);
        return Set.copyOf(members);
    }
}
