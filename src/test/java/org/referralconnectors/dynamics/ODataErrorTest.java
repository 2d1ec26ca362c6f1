package org.referralconnectors.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bodies are a service's own refusal, and what is read of them. */
class ODataErrorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Dataverse, its annotations beside
                "{\"error\":{\"code\":\"0x80040217\",\"message\":\"m\"}}|0x80040217|m",
                "{\"error\":{\"code\":\"0x80040217\",\"message\":\"m\",\"@Microsoft.PowerApps.CDS.HelpLink\":\"h\"}}|0x80040217|m",
                "{\"error\":{\"code\":\"\",\"message\":\"older\"}}|``|older",
                "{\"ErrorCode\":\"0x80048306\",\"Message\":\"m\"}|0x80048306|m",
                "{\"errorCode\":\"0x80048306\",\"message\":\"m\"}|0x80048306|m",
                // Partner Center, in either spelling, nested, and its registration API
                "{\"error\":{\"code\":\"preconditionFailed\",\"message\":\"m\",\"target\":\"ETag\"}}|preconditionFailed|m",
                "{\"Error\":{\"Code\":\"badRequest\",\"Message\":\"m\",\"InnerError\":{\"Code\":\"x\"}}}|badRequest|m",
                "{\"error\":{\"code\":\"badRequest\",\"message\":\"m\",\"innererror\":{\"code\":\"x\",\"innerError\":{}}}}|badRequest|m",
                "{\"code\":\"900421\",\"description\":\"d\"}|``|``",
                // OData's own message object (version 3)
                "{\"error\":{\"code\":\"c\",\"message\":{\"lang\":\"en\",\"value\":\"m\"}}}|c|m",
                // what is no code is not taken for one
                "{\"error\":{\"code\":\"Erika Muster\",\"message\":\"m\"}}|``|m",
                "{\"error\":{\"code\":{\"a\":1},\"message\":\"m\"}}|``|m",
                "{\"error\":{\"code\":null,\"message\":null}}|``|``",
                "{\"error\":{\"message\":\"m\"}}|``|m"
            })
    void whatTheServicesWrite(String body, String code, String message) {
        assertThat(ODataError.own(bytes(body, StandardCharsets.UTF_8))).isPresent();
        assertThat(ODataError.code(body)).isEqualTo(code);
        assertThat(ODataError.message(body)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<html><body>{\"error\":{\"code\":\"x\"}}</body></html>",
                "null",
                "7",
                "\"error\"",
                "[]",
                "[{\"error\":{\"code\":\"x\",\"message\":\"m\"}}]",
                "{}",
                "{\"error\":\"Forbidden\"}",
                "{\"error\":{}}",
                "{\"error\":null}",
                "{\"error\":[{\"code\":\"x\"}]}",
                "{\"errors\":{\"code\":\"x\"}}",
                "{\"statusCode\":403,\"message\":\"Forbidden\"}",
                "{\"code\":\"403\",\"message\":\"Forbidden\"}",
                "{\"message\":\"Forbidden\"}",
                "{\"value\":{\"error\":{\"code\":\"x\"}}}",
                "{\"error\":{\"code\":\"x\",\"mess"
            })
    void whatSomethingElseWrites(String body) {
        assertThat(ODataError.own(bytes(body, StandardCharsets.UTF_8))).isEmpty();
        assertThat(ODataError.isOfNoRow(body)).isFalse();
    }

    static Stream<Arguments> encodings() {
        return Stream.of("", "\uFEFF")
                .flatMap(mark -> Stream.of("UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE")
                        .map(name -> Arguments.of(mark.isEmpty() ? "without" : "with", name, mark)));
    }

    /** RFC 8259 section 8.1 names UTF-8; older ones, and Dataverse's gateways, knew the others too. */
    @ParameterizedTest(name = "{1} {0} a byte order mark")
    @MethodSource("encodings")
    void inEveryEncodingItComesOutAsPlainJson(String with, String encoding, String mark) {
        String body = mark + "{\"error\":{\"code\":\"0x80040217\",\"message\":\"Größe \uD83D\uDE00\"}}";
        String own = ODataError.own(bytes(body, Charset.forName(encoding))).orElseThrow();
        assertThat(ODataError.code(own)).isEqualTo("0x80040217");
        assertThat(ODataError.message(own)).isEqualTo("Größe \uD83D\uDE00");
        assertThat(ODataError.isOfNoRow(own)).isTrue();
    }

    @Test
    void whatIsNestedDeeperThanAnyErrorIsNotOneAndBreaksNothing() {
        String deep = "[".repeat(100_000);
        assertThat(ODataError.own(bytes(deep, StandardCharsets.UTF_8))).isEmpty();
        assertThat(ODataError.code(deep)).isEmpty();
        assertThat(ODataError.message("{\"error\":" + deep)).isEmpty();
    }

    @Test
    void bytesThatAreNoTextAreNotOne() {
        assertThat(ODataError.own(new byte[] {(byte) 0x1f, (byte) 0x8b, 8, 0})).isEmpty();
        assertThat(ODataError.own(new byte[64])).isEmpty();
    }

    private static byte[] bytes(String text, Charset encoding) {
        return text.getBytes(encoding);
    }
}
