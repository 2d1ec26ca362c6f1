package org.referralconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.Test;

/** The Sync MBean, as JMX and Hawtio see it. */
class SyncMBeanTest extends OperatorSupport {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Test
    void itsAttributesAndOperationsAreThoseThatToolsRelyOn() throws Exception {
        MBeanInfo info = server.getMBeanInfo(name());
        assertThat(info.getAttributes())
                .extracting(MBeanFeatureInfo::getName)
                .containsExactlyInAnyOrder(
                        "Pairs", "Waiting", "Running", "Parked", "OldestUnsyncedSeconds", "PausedSystems", "Walks");
        assertThat(info.getOperations())
                .extracting(SyncMBeanTest::signature)
                .containsExactlyInAnyOrder(
                        "syncNow(referralId)",
                        "replay(referralId)",
                        "replayAll(errorCode)",
                        "resolve(referralId, field, take)",
                        "drop(referralId, why)",
                        "pause(system)",
                        "resume(system)",
                        "explain(referralId)",
                        "plan(referralId)");
        assertThat(Stream.concat(Stream.of(info.getAttributes()), Stream.of(info.getOperations())))
                .allSatisfy(feature -> assertThat(feature.getDescription()).contains(" "));
        assertThat(info.getOperations())
                .flatExtracting(operation -> java.util.List.of(operation.getSignature()))
                .allSatisfy(parameter -> assertThat(parameter.getDescription()).isNotBlank());
    }

    @Test
    void itCountsAndTellsAndWorks() throws Exception {
        String id = settled();
        assertThat((Long) server.getAttribute(name(), "Pairs")).isPositive();
        assertThat(server.getAttribute(name(), "OldestUnsyncedSeconds")).isEqualTo(0L);
        assertThat(invoke("plan", id)).contains(id).endsWith("nothing to do");
        assertThat(invoke("explain", id)).contains("belongs to lead " + id).contains("because of a webhook");
        assertThat(invoke("syncNow", id)).isEqualTo("requested");
        eventually().until(this::idle);
    }

    @Test
    void aParkedPairIsReplayedOrDropped() throws Exception {
        String replayed = parked("0x80040220");
        String dropped = parked("0x80040265");
        assertThat((Integer) server.getAttribute(name(), "Parked")).isEqualTo(2);
        world.dataverseServer().faults().clear();
        assertThat(invoke("replay", replayed)).isEqualTo("replayed: " + replayed);
        assertThat(invoke("drop", dropped, "made by mistake")).isEqualTo("dropped");
        assertThat(invoke("explain", dropped)).contains("dropped: made by mistake");
        assertThat(invoke("replayAll", "")).isEqualTo("nothing is parked");
        eventually().until(this::idle);
        assertThat((Integer) server.getAttribute(name(), "Parked")).isZero();
    }

    @Test
    void aPauseOfAnOperatorIsToldAsSuch() throws Exception {
        invoke("pause", "dynamics");
        assertThat((String[]) server.getAttribute(name(), "PausedSystems"))
                .singleElement()
                .asString()
                .contains("dynamics is paused, by an operator");
        assertThat(invoke("resume", "all")).isEqualTo("resumed: dynamics");
        assertThat((String[]) server.getAttribute(name(), "PausedSystems")).isEmpty();
    }

    @Test
    void whatCannotBeDoneIsSaidByAnExceptionThatEveryJvmKnows() {
        assertThatThrownBy(() -> invoke("pause", "sap"))
                .isInstanceOf(RuntimeMBeanException.class)
                .cause()
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("partner-center, dynamics or all");
        assertThatThrownBy(() -> invoke("replay", "00000000-0000-0000-0000-000000000000"))
                .cause()
                .hasMessageContaining("unknown");
        for (String operation : List.of("syncNow", "replay", "explain", "plan")) {
            assertThatThrownBy(() -> invoke(operation, (String) null))
                    .as(operation)
                    .cause()
                    .hasMessage("name a referral by its id");
        }
        String id = settled();
        assertThatThrownBy(() -> invoke("resolve", id, null, null))
                .cause()
                .hasMessageContaining("take referral or lead");
        assertThatThrownBy(() -> invoke("drop", id, " ")).cause().hasMessageContaining("say why");
        assertThatThrownBy(() -> invoke("pause", (String) null)).cause().hasMessageContaining("there is no system");
    }

    private String invoke(String operation, String... arguments) throws JMException {
        String[] types = Stream.of(arguments).map(any -> "java.lang.String").toArray(String[]::new);
        return (String) server.invoke(name(), operation, arguments, types);
    }

    private static String signature(MBeanOperationInfo operation) {
        return operation.getName()
                + Stream.of(operation.getSignature())
                        .map(MBeanFeatureInfo::getName)
                        .collect(java.util.stream.Collectors.joining(", ", "(", ")"));
    }

    private static ObjectName name() throws JMException {
        return new ObjectName("org.referralconnectors:type=Sync");
    }
}
