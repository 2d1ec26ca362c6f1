package org.referralconnectors.torture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.referralconnectors.simulated.dataverse.Organisation;

/**
 * What people write down. No value is entered twice, so that a value found anywhere tells who entered it, and when;
 * days keep a distance, so that no zone makes one of another.
 */
final class Pen {
    private static final String[] CURRENCIES = {"EUR", "USD", "JPY"};
    private static final String[] BANDS = {"1to10employees", "51to250employees", "Morethan20000employees"};
    private static final int FIELDS = 9;

    private final AtomicLong values;

    Pen(AtomicLong values) {
        this.values = values;
    }

    /** Changes some field of a referral. */
    void referral(Random random, ObjectNode referral) {
        referral(random, referral, random.nextInt(FIELDS));
    }

    /** Fills all fields of a new referral. */
    void fresh(Random random, ObjectNode referral) {
        for (int field = 0; field < FIELDS - 1; field++) {
            referral(random, referral, field);
        }
    }

    private void referral(Random random, ObjectNode referral, int field) {
        ObjectNode customer = referral.withObject("/customerProfile");
        ObjectNode details = referral.withObject("/details");
        switch (field) {
            case 0 -> customer.put("name", word("Company", random, 120));
            case 1 ->
                ((ObjectNode) customer.at("/team/0"))
                        .put("firstName", word("First", random, 0))
                        .put("lastName", word("Last", random, 0));
            case 2 -> ((ObjectNode) customer.at("/team/0")).put("phoneNumber", "+49 40 " + next());
            case 3 ->
                customer.withObject("/address")
                        .put("addressLine1", word("Street", random, 0))
                        .put("city", word("City", random, 0));
            case 4 -> details.put("notes", word("Notes", random, 2_100));
            case 5 -> details.put("dealValue", amount()).put("currency", CURRENCIES[random.nextInt(3)]);
            case 6 -> details.put("closingDateTime", day() + (random.nextBoolean() ? "T00:00:00Z" : "T18:30:00Z"));
            case 7 -> referral.put("campaignId", word("Campaign", random, 0));
            default -> {
                details.put("notes", random.nextInt(6) == 0 ? "" : word("Notes", random, 0));
                customer.put("size", BANDS[random.nextInt(3)]);
            }
        }
    }

    /** Changes some columns of a lead. */
    void lead(Random random, ObjectNode lead) {
        switch (random.nextInt(8)) {
            case 0 -> lead.put("companyname", word("Sold to", random, 0));
            case 1 -> lead.put("telephone1", "+49 89 " + next()).put("address1_city", word("Town", random, 0));
            case 2 -> lead.put("estimatedclosedate", day());
            case 3 ->
                lead.put("estimatedamount", amount())
                        .put(
                                "_transactioncurrencyid_value",
                                Organisation.idOf(CURRENCIES[random.nextInt(2)]).toString());
            case 4 -> lead.put("websiteurl", word("Campaign", random, 0));
            case 5 -> lead.put("description", random.nextInt(6) == 0 ? null : word("Said", random, 0));
            default -> lead.put("description", word("Said", random, 0));
        }
    }

    /** A text that nobody has used. */
    String text(String about) {
        return about + " " + next();
    }

    private BigDecimal amount() {
        return new BigDecimal(1_000 + next());
    }

    private String day() {
        return LocalDate.of(2026, 1, 1).plusDays(3 * (next() % 7_000)).toString();
    }

    private String word(String text, Random random, int long_) {
        String word = text(text);
        return long_ > 0 && random.nextInt(8) == 0 ? word + " " + "x".repeat(long_) : word;
    }

    private long next() {
        return values.incrementAndGet();
    }
}
