package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may come in, and who answers. A request is first read completely, by the simulator and by {@link ODataCheck}, and
 * only then worked.
 */
final class WebApi {
    private static final Pattern PATH = Pattern.compile("/api/data/(v9\\.[0-2])/(.+)");
    private static final Pattern RESOURCE = Pattern.compile("(\\w+)(?:\\((.*)\\))?", Pattern.DOTALL);
    private static final Set<String> WITH_BODY = Set.of("POST", "PATCH");

    private final Organisation organisation;
    private final TokenCheck tokens;
    private final ODataCheck check;
    private final LeadTable table;
    private final Access access;
    private final LeadRequests leads;
    private final LeadChanges changes;
    private final MetadataRequests metadata;

    WebApi(
            Organisation organisation,
            TokenCheck tokens,
            ODataCheck check,
            LeadTable table,
            Access access,
            LeadChanges changes) {
        this.organisation = organisation;
        this.tokens = tokens;
        this.check = check;
        this.table = table;
        this.access = access;
        this.leads = new LeadRequests(organisation, table, access);
        this.changes = changes;
        this.metadata = new MetadataRequests(organisation, access);
    }

    Answer answer(Call call) {
        Answer answer = admitted(call);
        return answer.with("OData-Version", "4.0")
                .with("x-ms-service-request-id", UUID.randomUUID().toString())
                .with("x-ms-ratelimit-burst-remaining-xrm-requests", "5999")
                .with("x-ms-ratelimit-time-remaining-xrm-requests", "1,200.00")
                .with("x-ms-dop-hint", "4");
    }

    private Answer admitted(Call call) {
        try {
            String audience = "https://"
                    + Optional.ofNullable(call.header("host"))
                            .orElseThrow(() -> DataverseError.query("Host is missing."));
            Optional<Answer> refused = tokens.refusal(call.header("authorization"), audience);
            return refused.isPresent() ? refused.get() : work(call, audience);
        } catch (DataverseError refusal) {
            return refusal.answer();
        }
    }

    private Answer work(Call call, String audience) {
        Matcher path = PATH.matcher(call.path());
        if (!path.matches()) {
            throw new DataverseError(404, DataverseError.QUERY, "Resource not found.");
        }
        requireHeaders(call);
        String root = audience + "/api/data/" + path.group(1) + "/";
        Request request = new Request(call, root, QueryOptions.parse(call.query()), Preferences.of(call));
        String resource = Uris.decode(path.group(2));
        Supplier<Answer> work = route(request, resource);
        check.verify(call, path.group(2), resource.matches("(?s)leads\\(\\w+=.*"));
        return work.get();
    }

    private static void requireHeaders(Call call) {
        requireHeader(call, "accept", 406, "application/json");
        requireHeader(call, "odata-maxversion", 400, "4.0");
        requireHeader(call, "odata-version", 400, "4.0");
        if (WITH_BODY.contains(call.method())) {
            requireHeader(call, "content-type", 415, "application/json");
        }
    }

    private static void requireHeader(Call call, String name, int status, String value) {
        String sent = Optional.ofNullable(call.header(name)).orElse("").toLowerCase(Locale.ROOT);
        if (!List.of(sent.split(";")).get(0).strip().equals(value)) {
            throw new DataverseError(status, DataverseError.QUERY, "The header " + name + " has to be " + value + ".");
        }
    }

    private Supplier<Answer> route(Request request, String path) {
        if (path.startsWith("EntityDefinitions(")) {
            onlyGet(request);
            return metadata.get(request, path);
        }
        Matcher resource = RESOURCE.matcher(path);
        if (!resource.matches()) {
            throw unknown(path);
        }
        if (resource.group(1).equals("leads")) {
            return resource.group(2) == null
                    ? leads(request)
                    : lead(request, LeadAddress.parse(organisation, resource.group(2)));
        }
        onlyGet(request);
        return path.equals("WhoAmI") || path.equals("WhoAmI()") ? () -> whoAmI(request) : reference(request, resource);
    }

    private Supplier<Answer> leads(Request request) {
        String method = request.call().method();
        if (method.equals("POST")) {
            return leads.post(request);
        }
        onlyGet(request);
        if (request.prefer().trackChanges() || request.options().has("$deltatoken")) {
            return changes.get(request);
        }
        Listing listing = new Listing(organisation.lead(), request);
        return () -> {
            access.require("prvReadLead");
            return listing.of(() -> table.all().stream().filter(access::sees).toList());
        };
    }

    private Supplier<Answer> lead(Request request, LeadAddress address) {
        return switch (request.call().method()) {
            case "GET" -> leads.get(request, address);
            case "PATCH" -> leads.patch(request, address);
            case "DELETE" -> leads.delete(request, address);
            default -> throw notAllowed(request);
        };
    }

    private Supplier<Answer> reference(Request request, Matcher resource) {
        Reference reference = organisation.references().get(resource.group(1));
        if (reference == null) {
            throw unknown(resource.group());
        }
        List<Row> rows = reference.rows().entrySet().stream()
                .map(row -> new Row(row.getKey(), 1, row.getValue()))
                .toList();
        if (resource.group(2) == null) {
            Listing listing = new Listing(reference.table(), request);
            return () -> listing.of(() -> rows);
        }
        return one(request, reference, rows, resource.group(2));
    }

    private static Supplier<Answer> one(Request request, Reference reference, List<Row> rows, String key) {
        request.options().only(Set.of("$select"));
        UUID id = Literals.guid(key).orElseThrow(DataverseError::syntax);
        Projection projection = request.projection(reference.table());
        return () -> {
            Row row = rows.stream()
                    .filter(candidate -> candidate.id().equals(id))
                    .findFirst()
                    .orElseThrow(
                            () -> DataverseError.noSuchRow(reference.table().entity(), id));
            ObjectNode body = request.context(reference.table().set() + projection.selected() + "/$entity");
            return request.answer(200, body.setAll(projection.of(row)));
        };
    }

    private Answer whoAmI(Request request) {
        ObjectNode body = request.context("Microsoft.Dynamics.CRM.WhoAmIResponse");
        Map.of(
                        "BusinessUnitId", organisation.businessUnit(),
                        "UserId", organisation.applicationUser(),
                        "OrganizationId", organisation.id())
                .forEach((name, id) -> body.put(name, id.toString()));
        return request.answer(200, body);
    }

    private static void onlyGet(Request request) {
        if (!request.call().method().equals("GET")) {
            throw notAllowed(request);
        }
    }

    private static DataverseError notAllowed(Request request) {
        return new DataverseError(
                405, DataverseError.QUERY, "The method " + request.call().method() + " is not allowed here.");
    }

    private static DataverseError unknown(String segment) {
        return new DataverseError(404, DataverseError.QUERY, "Resource not found for the segment '" + segment + "'.");
    }
}
