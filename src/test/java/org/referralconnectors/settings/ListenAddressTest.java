package org.referralconnectors.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenAddressTest {

    @Test
    void operatorsAreHeardOnThisMachineAloneAndWebhooksEverywhere() {
        Settings byDefault = Settings.load(new Properties(), Map.of(), new Properties());
        assertThat(ListenAddress.ofOperators(byDefault).address().getAddress().isLoopbackAddress())
                .isTrue();
        assertThat(ListenAddress.ofWebhooks(byDefault).address().getAddress().isAnyLocalAddress())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true, 127.0.0.1",
        "127.0.0.2, true, 127.0.0.2",
        "localhost, true, ",
        "::1, true, ",
        "0.0.0.0, true, ",
        "::, true, ",
        "192.0.2.1, false, ",
        "2001:db8::1, false, ",
        "nowhere.invalid, false, "
    })
    void onlyAnAddressOfThisMachineCanBeListenedOn(String host, boolean here, String reached) {
        ListenAddress address = operators(host, 0);
        assertThat(address.isOfThisMachine()).isEqualTo(here);
        if (here) {
            assertThat(address.reached().isAnyLocalAddress()).isFalse();
        }
        if (reached != null) {
            assertThat(address.reached().getHostAddress()).isEqualTo(reached);
        }
    }

    @Test
    void aPortIsTakenWhereSomebodyListensOnTheSameAddressOrOnAll() throws Exception {
        try (ServerSocket loopback = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(operators("127.0.0.1", loopback.getLocalPort()).isFree()).isFalse();
            assertThat(operators("0.0.0.0", loopback.getLocalPort()).isFree()).isFalse();
        }
        try (ServerSocket all = new ServerSocket(0)) {
            assertThat(operators("127.0.0.1", all.getLocalPort()).isFree()).isFalse();
        }
    }

    private static ListenAddress operators(String host, int port) {
        Properties system = new Properties();
        system.setProperty("camel.management.host", host);
        system.setProperty("camel.management.port", Integer.toString(port));
        return ListenAddress.ofOperators(Settings.load(new Properties(), Map.of(), system));
    }
}
