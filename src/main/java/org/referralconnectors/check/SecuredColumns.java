package org.referralconnectors.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.referralconnectors.mapping.Column;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.mapping.Organisation;

/** What column security keeps from the application user, of the columns that are mapped. */
final class SecuredColumns {

    private final FieldMap map;
    private final Report report;

    SecuredColumns(FieldMap map, Report report) {
        this.map = map;
        this.report = report;
    }

    void look(Organisation organisation) {
        organisation.columns().values().stream()
                .filter(column -> map.readsColumn(column.name()))
                .sorted(Comparator.comparing(Column::name))
                .forEach(this::column);
    }

    private void column(Column column) {
        Column.Access access = column.access();
        boolean written = map.writtenColumns().contains(column.name());
        List<String> lacking = new ArrayList<>();
        add(lacking, !access.read(), "Read");
        add(lacking, written && !access.create(), "Create");
        add(lacking, written && !access.update(), "Update");
        if (lacking.isEmpty()) {
            return;
        }
        report.mend(
                LeadColumns.WHERE,
                column.name(),
                "column security gives the application user no " + String.join(" and no ", lacking)
                        + (access.read()
                                ? ": a field that would write it is parked"
                                : ": it is left alone on both sides"),
                "allow it in a profile that the application user is in (" + Portal.COLUMN_SECURITY
                        + "), or take its row out of mapping.yaml");
    }

    private static void add(List<String> lacking, boolean lacks, String right) {
        if (lacks) {
            lacking.add(right);
        }
    }
}
