package org.referralconnectors.simulated.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.referralconnectors.simulated.Call;

class ODataCheckTest {
    private final ODataCheck check = new ODataCheck(Organisation.customised());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            GET   | leads        | $select=nosuchcolumn                |
            GET   | leads        | $filter=nosuchcolumn%20eq%201       |
            GET   | leads        | $filter=subject%20eq%20Pumps        |
            GET   | leads        | $filter=modifiedon%20gt%20'monday'  |
            GET   | leads        | $filter=statecode%20eq              |
            GET   | leads        | $orderby=subject%20sideways         |
            GET   | leads        | $nonsense=1                         |
            GET   | leads(42)    |                                     |
            GET   | nosuchset    |                                     |
            GET   | EntityDefinitions(LogicalName='lead')/Attributes | $select=MaxLength |
            PATCH | leads(00000000-0000-0000-0000-00000000dead) |      | {"nosuchcolumn":1}
            PATCH | leads(00000000-0000-0000-0000-00000000dead) |      | {"subject":5}
            PATCH | leads(00000000-0000-0000-0000-00000000dead) |      | {"estimatedclosedate":"2026-03-31T00:00:00Z"}
            PATCH | leads(00000000-0000-0000-0000-00000000dead) |      | {"OwnerId@odata.bind":"/systemusers(00000000-0000-0000-0000-00000000dead)"}
            PATCH | leads(00000000-0000-0000-0000-00000000dead) |      | {"subject":"a"
            """)
    void whatOlingoCannotReadIsRefusedAndCounted(String method, String path, String query, String body) {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        Call call = new Call(method, path, query, Map.of(), bytes);

        assertThatThrownBy(() -> check.verify(call, path, false)).isInstanceOf(DataverseError.class);
        assertThat(check.disagreements()).hasSize(1);
    }
}
