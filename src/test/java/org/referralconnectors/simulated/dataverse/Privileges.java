package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.referralconnectors.simulated.Answer;

/** The bound function {@code RetrieveUserPrivileges}: what a user's roles let it do, and how far. */
final class Privileges {

    private static final Pattern PATH =
            Pattern.compile("systemusers\\(([^)]*)\\)/Microsoft\\.Dynamics\\.CRM\\.RetrieveUserPrivileges\\(\\)");
    private static final List<String> ALL = List.of(
            "prvReadLead",
            "prvCreateLead",
            "prvWriteLead",
            "prvAppendLead",
            "prvAppendToLead",
            "prvAssignLead",
            "prvReadTransactionCurrency",
            "prvReadEntity",
            "prvReadAttribute",
            "prvReadUser");

    private final Organisation organisation;
    private final Access access;

    Privileges(Organisation organisation, Access access) {
        this.organisation = organisation;
        this.access = access;
    }

    Supplier<Answer> get(Request request, String path) {
        Matcher function = PATH.matcher(path);
        if (!function.matches()) {
            throw DataverseError.unknownSegment(path);
        }
        request.options().only(Set.of());
        UUID user = Literals.guid(function.group(1)).orElseThrow(DataverseError::syntax);
        if (!user.equals(organisation.applicationUser())) {
            throw DataverseError.noSuchRow("systemuser", user);
        }
        return () -> {
            ObjectNode body = request.context("Microsoft.Dynamics.CRM.RetrieveUserPrivilegesResponse");
            body.putArray("RolePrivileges");
            ALL.stream().filter(access::holds).forEach(name -> privilege(body, name));
            return request.answer(200, body);
        };
    }

    private void privilege(ObjectNode body, String name) {
        boolean narrow = name.equals("prvReadLead") && !organisation.has(Policy.ORGANISATION_WIDE_READ);
        body.withArray("RolePrivileges")
                .addObject()
                .put("Depth", narrow ? "Basic" : "Global")
                .put("PrivilegeId", Organisation.idOf(name).toString())
                .put("BusinessUnitId", organisation.businessUnit().toString())
                .put("PrivilegeName", name)
                .put("RecordFilterId", "00000000-0000-0000-0000-000000000000")
                .putNull("RecordFilterUniqueName");
    }
}
