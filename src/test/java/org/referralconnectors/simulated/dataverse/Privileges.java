package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.dataverse.ColumnSecurity.Right;

/**
 * The bound functions {@code RetrieveUserPrivileges}, what a user's roles let it do and how far, and
 * {@code RetrievePrincipalAttributePrivileges}, what its column security profiles do; columns that they don't name are
 * not listed.
 */
final class Privileges {

    private static final Pattern PATH =
            Pattern.compile("systemusers\\(([^)]*)\\)/Microsoft\\.Dynamics\\.CRM\\.RetrieveUserPrivileges\\(\\)");
    private static final Pattern COLUMNS = Pattern.compile(
            "systemusers\\(([^)]*)\\)/Microsoft\\.Dynamics\\.CRM\\.RetrievePrincipalAttributePrivileges\\(\\)");
    private static final int ALLOWED = 4;
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
        request.options().only(Set.of());
        Matcher columns = COLUMNS.matcher(path);
        if (columns.matches()) {
            requireCaller(columns.group(1));
            return () -> columnRights(request);
        }
        Matcher function = PATH.matcher(path);
        if (!function.matches()) {
            throw DataverseError.unknownSegment(path);
        }
        requireCaller(function.group(1));
        return () -> {
            ObjectNode body = request.context("Microsoft.Dynamics.CRM.RetrieveUserPrivilegesResponse");
            body.putArray("RolePrivileges");
            ALL.stream().filter(access::holds).forEach(name -> privilege(body, name));
            return request.answer(200, body);
        };
    }

    private void requireCaller(String id) {
        UUID user = Literals.guid(id).orElseThrow(DataverseError::syntax);
        if (!user.equals(organisation.applicationUser())) {
            throw DataverseError.noSuchRow("systemuser", user);
        }
    }

    private Answer columnRights(Request request) {
        access.require("prvReadUser");
        ObjectNode body = request.context("Microsoft.Dynamics.CRM.RetrievePrincipalAttributePrivilegesResponse");
        body.putArray("AttributePrivileges");
        organisation.lead().columns().values().stream()
                .filter(column -> access.columns().isSecured(column))
                .forEach(column -> columnRight(body, column));
        return request.answer(200, body);
    }

    private void columnRight(ObjectNode body, Column column) {
        if (Stream.of(Right.values()).noneMatch(right -> access.columns().allows(column, right))) {
            return;
        }
        body.withArray("AttributePrivileges")
                .addObject()
                .put("AttributeId", Metadata.columnId(column))
                .put("CanCreate", right(column, Right.CREATE))
                .put("CanRead", right(column, Right.READ))
                .put("CanUpdate", right(column, Right.UPDATE));
    }

    private int right(Column column, Right right) {
        return access.columns().allows(column, right) ? ALLOWED : 0;
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
