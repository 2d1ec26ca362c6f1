package org.referralconnectors.simulated.dataverse;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Call;

/**
 * Who may come in, and who answers. A request is first read completely, by the simulator and by {@link ODataCheck}, and
 * only then worked.
 */
final class WebApi {
    private static final Pattern PATH = Pattern.compile("/api/data/(v9\\.[0-2])/(.+)");
    private static final Pattern RESOURCE = Pattern.compile("(\\w+)(?:\\((.*)\\))?", Pattern.DOTALL);

    private final Organisation organisation;
    private final TokenCheck tokens;
    private final ODataCheck check;
    private final LeadTable table;
    private final Access access;
    private final LeadRequests leads;
    private final LeadChanges changes;
    private final MetadataRequests metadata;
    private final ReferenceRequests references;
    private final Privileges privileges;

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
        this.references = new ReferenceRequests(organisation);
        this.privileges = new Privileges(organisation, access);
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
            if (refused.isPresent()) {
                return refused.get();
            }
            access.requireMember();
            return work(call, audience);
        } catch (DataverseError refusal) {
            return refusal.answer();
        }
    }

    private Answer work(Call call, String audience) {
        Matcher path = PATH.matcher(call.path());
        if (!path.matches()) {
            throw new DataverseError(404, DataverseError.QUERY, "Resource not found.");
        }
        RequiredHeaders.check(call);
        String root = audience + "/api/data/" + path.group(1) + "/";
        Request request = new Request(call, root, QueryOptions.parse(call.query()), Preferences.of(call));
        String resource = Uris.decode(path.group(2));
        Supplier<Answer> work = route(request, resource);
        check.verify(call, path.group(2), resource.matches("(?s)leads\\(\\w+=.*"));
        return work.get();
    }

    private Supplier<Answer> route(Request request, String path) {
        if (path.startsWith("EntityDefinitions(")) {
            onlyGet(request);
            return metadata.get(request, path);
        }
        if (path.startsWith("systemusers(") && path.contains("/")) {
            onlyGet(request);
            return privileges.get(request, path);
        }
        Matcher resource = RESOURCE.matcher(path);
        if (!resource.matches()) {
            throw DataverseError.unknownSegment(path);
        }
        if (resource.group(1).equals("leads")) {
            return resource.group(2) == null
                    ? leads(request)
                    : lead(request, LeadAddress.parse(organisation, resource.group(2)));
        }
        onlyGet(request);
        return references.get(request, resource.group(1), resource.group(2));
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
            return listing.of(() -> table.all().stream().filter(access::sees).toList(), row -> access.columns()
                    .shown(listing.projection(), row));
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

    private static void onlyGet(Request request) {
        if (!request.call().method().equals("GET")) {
            throw notAllowed(request);
        }
    }

    private static DataverseError notAllowed(Request request) {
        return new DataverseError(
                405, DataverseError.QUERY, "The method " + request.call().method() + " is not allowed here.");
    }
}
