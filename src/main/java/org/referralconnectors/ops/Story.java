package org.referralconnectors.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Decision;
import org.referralconnectors.store.Pair;

/**
 * What is known of one pair.
 *
 * @param pair empty for a referral that nobody could read yet
 * @param request empty where nothing was ever asked for
 * @param parked the pair itself or single fields of it
 * @param decisions oldest first
 */
public record Story(
        String referralId,
        Optional<Pair> pair,
        Optional<Backlog.Request> request,
        List<Parked> parked,
        List<Decision> decisions) {

    /** Null where it has none. */
    public String leadId() {
        return pair.map(Pair::leadId).orElse(null);
    }

    /** As the store has it, such as {@code in-step}; null where no run has ended yet. */
    public String state() {
        return pair.map(Pair::state).orElse(null);
    }

    /** The story in sentences: how it stands, what waits, then a line for each decision. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(standing());
        request.map(Sentences::request).filter(text -> !text.isEmpty()).ifPresent(sentences::add);
        parked.forEach(each -> sentences.add(Sentences.parked(each)));
        decisions.forEach(decision -> sentences.add(Sentences.decision(decision)));
        return sentences;
    }

    /** A sentence for each decision beyond the first so many. */
    public List<String> decisionsAfter(int known) {
        return decisions.stream().skip(known).map(Sentences::decision).toList();
    }

    private String standing() {
        String lead = leadId() == null ? "has no lead" : "belongs to lead " + leadId();
        String reason = pair.map(Pair::reason)
                .filter(text -> !text.isEmpty())
                .map(text -> ": " + text)
                .orElse("");
        return "Referral " + referralId + " " + lead + " and is " + Sentences.state(state()) + reason + ".";
    }
}
