package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Call;
import org.referralconnectors.simulated.Service;

/**
 * The Dataverse Web API of one Dynamics 365 organisation, as far as leads need it: stateful, and strict where the
 * documentation leaves a choice. It is modelled on documentation; no live organisation was asked.
 *
 * <p>Stricter than the service, on purpose: OData headers and known preferences are required; a {@code +} in a query,
 * unknown options and a lone half of a state pair are refused; read-only columns are refused where the service ignores
 * some; closed leads refuse edits (a policy); nobody gets qualified by a plain update; a page of the first full answer
 * has to be asked for with the same {@code Prefer}.
 *
 * <p>The columns of an organisation are learned by these requests, each one answer, never paged:
 *
 * <pre> EntityDefinitions(LogicalName='lead')?$select=ChangeTrackingEnabled
 * EntityDefinitions(LogicalName='lead')/Attributes?$select=LogicalName,AttributeType,IsSecured
 * EntityDefinitions(LogicalName='lead')/Attributes/Microsoft.Dynamics.CRM.StringAttributeMetadata
 *   ?$select=LogicalName,MaxLength
 * likewise MemoAttributeMetadata MoneyAttributeMetadata, DecimalAttributeMetadata, DoubleAttributeMetadata
 * ?$select=LogicalName,MinValue,MaxValue,Precision IntegerAttributeMetadata ?$select=LogicalName,MinValue,MaxValue
 * DateTimeAttributeMetadata ?$select=LogicalName,DateTimeBehavior PicklistAttributeMetadata, StateAttributeMetadata,
 * StatusAttributeMetadata ?$select=LogicalName&amp;$expand=OptionSet($select=Options)
 * EntityDefinitions(LogicalName='lead')/Keys?$select=KeyAttributes,EntityKeyIndexStatus
 * systemusers(ID)/Microsoft.Dynamics.CRM.RetrievePrincipalAttributePrivileges()
 * </pre>
 *
 * A collection shows what all attributes share; lengths, limits and options only show after a cast to one type, and one
 * cast covers one type (Microsoft's page on querying table definitions says so).
 */
public final class SimulatedDataverse implements Service {
    private final TokenCheck tokens;
    private final Clock clock;
    private final LeadTable table;
    private final Access access = new Access();
    private final Expiry expiry = new Expiry();
    private final ODataCheck check;
    private volatile WebApi api;
    private volatile Seller seller;

    /** @param clock the server's time; {@code modifiedon} is it, cut to seconds */
    public SimulatedDataverse(Organisation organisation, TokenCheck tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
        this.table = new LeadTable(organisation, clock);
        this.check = new ODataCheck(organisation);
        become(organisation);
    }

    @Override
    public Answer answer(Call call) {
        return api.answer(call);
    }

    /** Customises the organisation while it runs; leads stay as they are. */
    public void become(Organisation organisation) {
        table.become(organisation);
        check.become(organisation);
        LeadChanges changes = new LeadChanges(organisation, table, access, expiry, clock);
        api = new WebApi(organisation, tokens, check, table, access, changes);
        seller = new Seller(organisation, table);
    }

    /** A seller makes a lead; columns by their Web API names. */
    public UUID create(ObjectNode values) {
        return seller.create(values);
    }

    /** A seller changes a lead; the columns as they were go in, as they shall be come out. Absent or null clears. */
    public void edit(UUID lead, Consumer<ObjectNode> edit) {
        seller.edit(lead, edit);
    }

    /** As {@link #edit}, by a transaction that is slow to commit. */
    public LateWrite editLate(UUID lead, Consumer<ObjectNode> edit) {
        return seller.editLate(lead, edit);
    }

    /** As {@link #create}, by a transaction that is slow to commit. */
    public LateWrite createLate(ObjectNode values) {
        return seller.createLate(values);
    }

    public void delete(UUID lead) {
        seller.delete(lead);
    }

    /** A seller qualifies a lead: it gets an opportunity and is closed. */
    public void qualify(UUID lead) {
        seller.qualify(lead);
    }

    /** @param reason a {@code statuscode} of the disqualified state */
    public void disqualify(UUID lead, int reason) {
        seller.disqualify(lead, reason);
    }

    public void reopen(UUID lead) {
        seller.reopen(lead);
    }

    /** A seller merges two leads: the loser is closed and points to the master. */
    public void merge(UUID loser, UUID master) {
        seller.merge(loser, master);
    }

    /** A lead's columns by their Web API names, empty ones absent. */
    public Optional<ObjectNode> get(UUID lead) {
        return table.find(lead).map(row -> row.values().deepCopy());
    }

    public List<ObjectNode> all() {
        return table.all().stream().map(row -> row.values().deepCopy()).toList();
    }

    /** Told of every change while it is being committed, in the order of the commits: it must be quick. */
    public void listen(Consumer<LeadChange> listener) {
        table.listen(listener);
    }

    /** Every committed write, oldest first. */
    public List<Write> writes() {
        return table.writes();
    }

    /**
     * Registers a synchronous plug-in: it may change a lead's columns just before they are stored, whoever writes, or
     * throw IllegalStateException to refuse the write.
     */
    public void plugIn(Consumer<ObjectNode> rewrite) {
        table.plugIn(rewrite);
    }

    /** Takes a privilege such as {@code prvWriteLead} from the application user. */
    public void deny(String privilege) {
        access.deny(privilege);
    }

    /** Whether there is an application user for who calls. */
    public void applicationUser(boolean there) {
        access.member(there);
    }

    public void grant(String privilege) {
        access.grant(privilege);
    }

    /** Keeps a lead from the application user's eyes: it can't be read, but its id is taken. */
    public void hide(UUID lead) {
        access.hide(lead);
    }

    /**
     * Puts a column under column security, which leaves the application user these rights.
     *
     * @param column logical name
     * @param allowed of {@code READ}, {@code CREATE} and {@code UPDATE}
     */
    public void secure(String column, String... allowed) {
        Set<ColumnSecurity.Right> rights =
                Stream.of(allowed).map(ColumnSecurity.Right::valueOf).collect(Collectors.toUnmodifiableSet());
        access.columns().secure(column, rights);
    }

    /** Answers lack this property of leads, though it was selected. */
    public void leaveOut(String property) {
        access.columns().leaveOut(property);
    }

    /** Shows a column again that was secured or left out. */
    public void release(String column) {
        access.columns().release(column);
    }

    /** Every delta link given so far is too old from now on, which is answered with this status. */
    public void expireDeltaLinks(int status) {
        expiry.expire(table.version(), status);
    }

    /** Olingo's opinion of the requests so far. */
    public ODataCheck odataCheck() {
        return check;
    }
}
