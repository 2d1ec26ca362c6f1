package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Partner Center's referrals: the Referrals API v1.0 for the application, and the controls with which a test plays
 * Microsoft, the customer and the partner's colleagues. Every write raises its event, the application's own too.
 */
public final class SimulatedPartnerCenter implements Service {
    private final ReferralStore store;
    private final ReferralsApi api;

    /** @param events told of every change: the event's name and the referral's id */
    public SimulatedPartnerCenter(Clock clock, Tokens tokens, BiConsumer<String, String> events) {
        store = new ReferralStore(clock, events);
        api = new ReferralsApi(store, tokens);
    }

    /** Whether the account has the role Referrals admin. */
    public void role(boolean given) {
        api.role(given);
    }

    @Override
    public Answer answer(Call call) {
        return api.answer(call);
    }

    @Override
    public String operation(Call call) {
        return api.operation(call);
    }

    /** A new incoming referral from a full sample; {@code change} may also set id and engagement. */
    public ObjectNode create(Consumer<ObjectNode> change) {
        ObjectNode referral = ReferralSample.copy();
        change.accept(referral);
        return store.add(referral).deepCopy();
    }

    /** A change made in Partner Center itself, without the API's rules. */
    public ObjectNode edit(String id, Consumer<ObjectNode> change) {
        return store.replace(
                        id,
                        referral -> {
                            change.accept(referral);
                            return referral;
                        },
                        "partner-center",
                        null)
                .deepCopy();
    }

    /** A copy, or {@code null}. */
    public ObjectNode get(String id) {
        ObjectNode referral = store.get(id);
        return referral == null ? null : referral.deepCopy();
    }

    public Collection<ObjectNode> all() {
        return store.all().stream().map(ObjectNode::deepCopy).toList();
    }

    /** What happens to an unanswered referral after 14 days: closed, its contacts hidden. */
    public ObjectNode expire(String id) {
        return edit(id, referral -> {
            referral.put("status", "Closed").put("substatus", "Expired");
            ((ObjectNode) referral.path("customerProfile")).putArray("team");
        });
    }

    public ObjectNode spam(String id) {
        return edit(id, referral -> referral.put("isSpam", true));
    }

    /** Gone, or no longer visible to this account: from now on 404. */
    public void delete(String id) {
        store.remove(id);
    }

    /** Told of every change while it is being committed, in the order of the commits: it must be quick. */
    public void listen(Consumer<ReferralChange> listener) {
        store.listen(listener);
    }

    /** Every change so far, oldest first. */
    public List<ReferralWrite> writes() {
        return store.writes();
    }

    /** How the name of the option stands in a page's next link, which the documentation shows in one spelling only. */
    public void nextLinkOption(String name) {
        api.nextLinkOption(name);
    }

    /** At most this many rows on a page, whatever {@code $top} says. */
    public void pageSize(int rows) {
        api.pageSize(rows);
    }

    /**
     * Whether {@code updatedDateTime} is compared with a quoted literal; unquoted is the default, the other is refused.
     */
    public void quotedDates(boolean quoted) {
        api.quotedDates(quoted);
    }

    /** Whether a deal value may be a JSON number; the documentation shows text, so by default it may not. */
    public void numericDealValue(boolean allowed) {
        api.numericDealValue(allowed);
    }
}
