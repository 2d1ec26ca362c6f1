package org.referralconnectors.simulated.dataverse;

import java.util.ArrayList;
import java.util.List;

/** The option sets of the lead table before anybody customises them. */
final class StockOptions {
    static final List<Option> STATES =
            List.of(Option.state(0, "Open", 1), Option.state(1, "Qualified", 3), Option.state(2, "Disqualified", 4));

    static final List<Option> REASONS = List.of(
            Option.reason(1, "New", 0),
            Option.reason(2, "Contacted", 0),
            Option.reason(3, "Qualified", 1),
            Option.reason(4, "Lost", 2),
            Option.reason(5, "Cannot Contact", 2),
            Option.reason(6, "No Longer Interested", 2),
            Option.reason(7, "Canceled", 2));

    static final List<Option> RATINGS = from(1, "Hot", "Warm", "Cold");
    static final List<Option> TIME_FRAMES =
            from(0, "Immediate", "This Quarter", "Next Quarter", "This Year", "Unknown");
    static final List<Option> BUDGETS = from(0, "No Committed Budget", "May Buy", "Can Buy", "Will Buy");
    static final List<Option> NEEDS = from(0, "Must have", "Should have", "Good to have", "No need");
    static final List<Option> COMMUNICATIONS = from(0, "Contacted", "Not Contacted");
    static final List<Option> CONTACT_METHODS = from(1, "Any", "Email", "Phone", "Fax", "Mail");

    static final List<Option> SOURCES = from(
            1,
            "Advertisement",
            "Employee Referral",
            "External Referral",
            "Partner",
            "Public Relations",
            "Seminar",
            "Trade Show",
            "Web",
            "Word of Mouth",
            "Other");

    static final List<Option> INDUSTRIES = from(
            1,
            "Accounting",
            "Agriculture and Non-petrol Natural Resource Extraction",
            "Broadcasting Printing and Publishing",
            "Brokers",
            "Building Supply Retail",
            "Business Services",
            "Consulting",
            "Consumer Services",
            "Design, Direction and Creative Management",
            "Distributors, Dispatchers and Processors",
            "Doctor's Offices and Clinics",
            "Durable Manufacturing",
            "Eating and Drinking Places",
            "Entertainment Retail",
            "Equipment Rental and Leasing",
            "Financial",
            "Food and Tobacco Processing",
            "Inbound Capital Intensive Processing",
            "Inbound Repair and Services",
            "Insurance",
            "Legal Services",
            "Non-Durable Merchandise Retail",
            "Outbound Consumer Service",
            "Petrochemical Extraction and Distribution",
            "Service Retail",
            "SIG Affiliations",
            "Social Services",
            "Special Outbound Trade Contractors",
            "Specialty Realty",
            "Transportation",
            "Utility Creation and Distribution",
            "Vehicle Retail",
            "Wholesale");

    private StockOptions() {}

    private static List<Option> from(int first, String... labels) {
        List<Option> options = new ArrayList<>();
        for (String label : labels) {
            options.add(Option.of(first + options.size(), label));
        }
        return List.copyOf(options);
    }
}
