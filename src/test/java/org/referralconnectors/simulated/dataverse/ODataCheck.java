package org.referralconnectors.simulated.dataverse;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.olingo.commons.api.edm.Edm;
import org.apache.olingo.commons.api.edm.EdmEntityType;
import org.apache.olingo.commons.api.ex.ODataException;
import org.apache.olingo.commons.api.format.ContentType;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.core.uri.parser.Parser;
import org.referralconnectors.simulated.Call;

/**
 * A second opinion: every URL and body that the simulator is about to accept is also read by Olingo against the lead
 * model. What Olingo can't read is a disagreement, which tests expect none of.
 */
public final class ODataCheck {
    private final OData odata = OData.newInstance();
    private final Queue<String> disagreements = new ConcurrentLinkedQueue<>();
    private volatile ServiceMetadata byId;
    private volatile Optional<ServiceMetadata> byKey;
    private volatile boolean silent;

    ODataCheck(Organisation organisation) {
        become(organisation);
    }

    void become(Organisation organisation) {
        byId = odata.createServiceMetadata(new LeadModel(organisation, "leadid"), List.of());
        byKey = organisation
                .activeKey()
                .map(key -> odata.createServiceMetadata(new LeadModel(organisation, key), List.of()));
    }

    /** For good: a second parser is no part of a service whose cost is measured. The simulator's own rules stay. */
    public void silence() {
        silent = true;
    }

    /** What Olingo refused although the simulator's own reading took it, with Olingo's reason. */
    public List<String> disagreements() {
        return List.copyOf(disagreements);
    }

    /**
     * Refuses the call, and notes it, when Olingo can't read it.
     *
     * @param path behind the Web API's root, still encoded; a function may stand there without its parentheses, which
     *     Olingo insists on
     * @param keyed whether it names a lead by its alternate key
     */
    void verify(Call call, String path, boolean keyed) {
        if (silent) {
            return;
        }
        Edm edm = byKey.filter(model -> keyed).orElse(byId).getEdm();
        try {
            new Parser(edm, odata)
                    .parseUri(path.equals("WhoAmI") ? "WhoAmI()" : path, call.query(), null, "https://organisation");
            if (call.body().length > 0) {
                EdmEntityType lead = byId.getEdm().getEntityType(LeadModel.name("lead"));
                odata.createDeserializer(ContentType.JSON, byId).entity(new ByteArrayInputStream(call.body()), lead);
            }
        } catch (ODataException e) {
            disagreements.add(call.method() + " " + path + "?" + call.query() + " " + call.text() + ": " + e);
            throw DataverseError.query("Not OData: " + e.getMessage());
        }
    }
}
