package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see and do what on the management port once a password is set. */
class ConsoleHttpTest extends ConsoleSupport {

    private static final String SYNC = "org.referralconnectors:type=Sync";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/hawtio",
                "/hawtio/",
                "/hawtio/user",
                "/hawtio/static/js/main.cbde73c6.js",
                "/hawtio/jolokia",
                "/observe/jolokia",
                "/observe/jolokia/list",
                "/pairs",
                "/pairs/x",
                "/pairs/x/plan",
                "/pairs/x/replay"
            })
    void withoutThePasswordThereIsOnlyTheQuestionForIt(String path) {
        for (String method : new String[] {"GET", "POST", "HEAD", "OPTIONS", "DELETE"}) {
            HttpResponse<String> answer = send(stranger(path).method(method, BodyPublishers.noBody()));
            assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValue("Basic realm=\"Referral Connectors\", charset=\"UTF-8\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/observe",
                "/observe/",
                "/observe/health/",
                "/observe/health/x",
                "/observe/health/../jolokia/list",
                "/observe/metrics/../jolokia/list",
                "//observe/jolokia/list",
                "/OBSERVE/jolokia",
                "/pairs/",
                "/pairs/x/",
                "/pairs/x/drop",
                "/q/jolokia",
                "/jolokia",
                "/whatever"
            })
    void whatIsNotThereIs404WithAndWithoutThePassword(String path) {
        for (String method : new String[] {"GET", "POST", "HEAD", "OPTIONS", "DELETE"}) {
            for (HttpRequest.Builder request : List.of(stranger(path), request(path))) {
                assertThat(send(request.method(method, BodyPublishers.noBody())).statusCode())
                        .as(method + " " + path)
                        .isEqualTo(404);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/observe/health",
                "/observe/health/live",
                "/observe/health/ready",
                "/observe/metrics",
                "/observe/jolokia",
                "/hawtio",
                "/pairs"
            })
    void noPathHasASecondSpelling(String path) {
        assertThat(get(path).statusCode()).as(path).isIn(200, 302);
        for (String other : Spellings.of(path)) {
            assertThat(get(other).statusCode()).as(other).isIn(403, 404);
            assertThat(send(stranger(other)).statusCode()).as(other).isIn(401, 404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/observe/health", "/observe/health/live", "/observe/health/ready", "/observe/metrics"})
    void healthAndMetricsStayOpen(String path) {
        assertThat(send(stranger(path)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"ada,wrong", "bob,pä:ss word", "'','ada:pä:ss word'", "ada,''"})
    void otherUsersAndPasswordsAreRefused(String user, String password) {
        assertThat(send(stranger("/hawtio/user").header("Authorization", basic(user, password)))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !!!", "Bearer x", "Basic YWRhOg==", "basic"})
    void otherWordsThanAPasswordAreRefused(String authorization) {
        assertThat(send(stranger("/hawtio/user").header("Authorization", authorization))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/application.properties",
                "/mapping.yaml",
                "/hawtio/application.properties",
                "/hawtio/../application.properties",
                "/hawtio/..%2fapplication.properties",
                "/hawtio/%2e%2e/application.properties",
                "/hawtio/static/..%5c..%5capplication.properties",
                "/hawtio//application.properties",
                "/hawtio/file:application.properties",
                "/hawtio/db/migration/V1__store.sql",
                "/hawtio/../jolokia-access.xml",
                "/hawtio/static/js/main.cbde73c6.js.map"
            })
    void noFileIsServedButHawtiosOwn(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"error\": \"Not found.\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/observe/jolokia/exec/" + SYNC + "/resume/all",
                "/observe/jolokia/?p=exec/" + SYNC + "/resume/all",
                "/observe/jolokia/version/?p=exec/" + SYNC + "/resume/all",
                "/observe/jolokia/write/java.lang:type=Memory/Verbose/true",
                "/hawtio/jolokia/exec/" + SYNC + "/resume/all",
                "/hawtio/jolokia/?p=exec/" + SYNC + "/resume/all"
            })
    void aGetOnlyReads(String path) {
        assertThat(get(path).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/observe/jolokia/%65xec/" + SYNC + "/resume/all",
                "/observe/jolokia//exec/" + SYNC + "/resume/all",
                "/observe/jolokia/version/../exec/" + SYNC + "/resume/all"
            })
    void aGetThatHidesWhatItAsksForAsksForNothing(String path) {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "http://evil.example",
                "https://localhost:$",
                "http://localhost",
                "http://127.0.0.1:$"
            })
    void whatAnotherSiteAsksForIsRefused(String origin) {
        HttpRequest.Builder request =
                request("/observe/jolokia").POST(BodyPublishers.ofString("{\"type\": \"version\"}"));
        if (!origin.isEmpty()) {
            request.header("Origin", origin.replace("$", URI.create(url("/")).getPort() + ""));
        }
        assertThat(send(request).statusCode()).isEqualTo(403);
        assertThat(jolokia("{\"type\": \"version\"}").path("status").asInt()).isEqualTo(200);
    }

    @Test
    void aProxyThatEndsTlsSaysSo() {
        for (String path : List.of("/observe/jolokia", "/hawtio/jolokia")) {
            HttpRequest.Builder request = request(path)
                    .header("Origin", url("").replace("http:", "https:"))
                    .header("X-Forwarded-Proto", "https")
                    .POST(BodyPublishers.ofString("{\"type\": \"version\"}"));
            assertThat(json(send(request).body()).path("status").asInt())
                    .as(path)
                    .isEqualTo(200);
            assertThat(send(request.setHeader("Origin", "https://evil.example")).statusCode())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https, , https://localhost:$, 200",
        "'https, http', , https://localhost:$, 200",
        "https, , http://localhost:$, 403",
        "https, , https://evil.example, 403",
        "https, ops.example, https://ops.example, 200",
        "'https, http', 'ops.example, inner', https://ops.example, 200",
        "https, ops.example, http://ops.example, 403",
        "https, ops.example, https://localhost:$, 403",
        ", ops.example, https://ops.example, 403",
        "'', '', https://ops.example, 403"
    })
    void behindAProxyTheAddressIsTheOneThatTheBrowserAskedFor(String scheme, String host, String origin, int status) {
        HttpRequest.Builder request = request("/observe/jolokia")
                .header("Origin", origin.replace("$", URI.create(url("/")).getPort() + ""))
                .POST(BodyPublishers.ofString("{\"type\": \"version\"}"));
        Optional.ofNullable(scheme).ifPresent(text -> request.header("X-Forwarded-Proto", text));
        Optional.ofNullable(host).ifPresent(text -> request.header("X-Forwarded-Host", text));
        assertThat(send(request).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'exec', 'mbean': 'org.apache.camel:context=camel-1,type=routes,name=\\\"upsert-lead\\\"', 'operation': 'stop()'",
                "'exec', 'mbean': 'org.apache.camel:context=camel-1,type=context,name=\\\"camel-1\\\"', 'operation': 'stop()'",
                "'exec', 'mbean': 'org.apache.camel:context=camel-1,type=context,name=\\\"camel-1\\\"',"
                        + " 'operation': 'sendBody(java.lang.String,java.lang.Object)', 'arguments': ['direct:x', 'y']",
                "'exec', 'mbean': 'org.apache.camel:context=camel-1,type=context,name=\\\"camel-1\\\"',"
                        + " 'operation': 'addOrUpdateRoutesFromXml(java.lang.String)', 'arguments': ['<routes/>']",
                "'exec', 'mbean': 'com.sun.management:type=DiagnosticCommand', 'operation': 'vmSystemProperties'",
                "'exec', 'mbean': 'com.sun.management:type=HotSpotDiagnostic', 'operation': 'dumpHeap', 'arguments': ['x', true]",
                "'exec', 'mbean': 'java.lang:type=Memory', 'operation': 'gc'",
                "'exec', 'mbean': 'java.util.logging:type=Logging', 'operation': 'getLoggerLevel', 'arguments': ['']",
                "'read', 'mbean': 'java.lang:type=Runtime', 'attribute': 'SystemProperties'",
                "'read', 'mbean': 'java.lang:type=Runtime', 'attribute': 'InputArguments'"
            })
    void jolokiaRefusesWhatHawtioNeedNotDo(String request) {
        JsonNode answer = jolokia("{\"type\": " + request.replace('\'', '"') + "}");
        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(403);
    }

    @Test
    void hawtioHearsWhatItMayOfferAndSeesNothingElse() {
        JsonNode rights = jolokia(
                        """
                        {"type": "exec", "mbean": "org.referralconnectors:type=security,area=jmx",
                         "operation": "canInvoke(java.util.Map)", "arguments": [{
                           "org.referralconnectors:type=Sync": ["resume(java.lang.String)"],
                           "org.apache.camel:context=camel-1,type=context,name=\\"camel-1\\"": ["stop()"]}]}
                        """)
                .path("value");
        assertThat(rights.findValues("resume(java.lang.String)").toString()).isEqualTo("[{\"CanInvoke\":true}]");
        assertThat(rights.findValues("stop()").toString()).isEqualTo("[{\"CanInvoke\":false}]");

        JsonNode names = jolokia("{\"type\": \"search\", \"mbean\": \"*:*\"}").path("value");
        assertThat(names.toString())
                .contains(SYNC, "java.lang:type=Threading", "type=routes")
                .doesNotContain("java.lang:type=Runtime", "DiagnosticCommand", "\"quartz:type", "type=processors");
    }

    @Test
    void theSyncMBeanIsReadAndUsed() {
        String id = settled(referral -> {});

        JsonNode attributes =
                jolokia("{\"type\": \"read\", \"mbean\": \"" + SYNC + "\"}").path("value");
        JsonNode told = jolokia("{\"type\": \"exec\", \"mbean\": \"" + SYNC
                + "\", \"operation\": \"explain(java.lang.String)\", \"arguments\": [\"" + id + "\"]}");

        assertThat(attributes.path("Pairs").asInt()).isPositive();
        assertThat(told.path("value").asText()).contains(id, "done");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "1",
                "\"x\"",
                "null",
                "a=b",
                "{}",
                "[null]",
                "[[]]",
                "[[{\"type\": \"version\"}]]",
                "[1]",
                "[{\"type\": \"version\"}, null]",
                "{\"type\": null}",
                "{\"type\": 1}",
                "{\"type\": [\"version\"]}",
                "{\"type\": \"VERSION\"}",
                "{\"type\": \"config\"}",
                "{\"type\": \"write\", \"mbean\": \"java.lang:type=Memory\", \"attribute\": \"Verbose\", \"value\": true}",
                "{\"type\": \"notification\", \"command\": \"register\"}",
                "{\"type\": \"version\", \"type\": \"notification\", \"command\": \"register\"}",
                "[{\"type\": \"version\"}, {\"type\": \"config\"}]",
                "{\"type\": \"whatever\"}",
                "{\"type\": \"version\"} {\"type\": \"config\"}",
                "{\"type\": \"read\", \"mbean\": 5}",
                "{\"type\": \"read\", \"mbean\": {\"a\": 1}}",
                "{\"type\": \"read\", \"mbean\": \"java.lang:type=Memory\", \"attribute\": {}}",
                "{\"type\": \"read\", \"mbean\": \"java.lang:type=Memory\", \"attribute\": [[]]}",
                "{\"type\": \"exec\", \"mbean\": \"java.lang:type=Memory\", \"operation\": []}",
                "{\"type\": \"exec\", \"mbean\": \"java.lang:type=Memory\", \"operation\": \"gc\", \"arguments\": 1}",
                "{\"type\": \"version\", \"config\": \"x\"}",
                "{\"type\": \"version\", \"config\": {\"maxDepth\": {}}}",
                "{\"type\": \"list\", \"path\": {}}"
            })
    void whatIsNoQuestionToJolokiaIsNoGoodRequest(String body) {
        HttpResponse<String> answer =
                send(request("/observe/jolokia").header("Origin", url("")).POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\": \"Not a good request.\"}");
    }

    @Test
    void otherMethodsHearWhichOnesThereAre() {
        HttpResponse<String> answer =
                send(request("/observe/jolokia").header("Origin", url("")).method("OPTIONS", BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/pairs", "/pairs?referral=%20"})
    void askingForNoPairLeadsBackToAll(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/");
    }

    @Test
    void hawtioHearsWhoHasLoggedIn() {
        assertThat(get("/hawtio/user").body()).isEqualTo("\"" + USER + "\"");
        assertThat(get("/hawtio/").body()).contains("<title>Hawtio</title>");
        assertThat(get("/hawtio/camel/routes").body()).contains("<title>Hawtio</title>");
    }

    private HttpRequest.Builder stranger(String path) {
        return HttpRequest.newBuilder(URI.create(url(path)));
    }

    private JsonNode jolokia(String request) {
        HttpRequest.Builder post =
                request("/hawtio/jolokia").header("Origin", url("")).POST(BodyPublishers.ofString(request));
        return json(send(post).body());
    }
}
