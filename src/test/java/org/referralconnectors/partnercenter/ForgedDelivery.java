package org.referralconnectors.partnercenter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A delivery that must be refused, made from a genuine one; every one of them can also be sent over HTTP.
 *
 * @param name what is wrong with it
 * @param status the HTTP status that it must get
 * @param mayFetch whether the check may get as far as the certificate
 * @param forgery makes it, given what signs any body with the genuine key
 */
public record ForgedDelivery(
        String name, int status, boolean mayFetch, Function<Function<byte[], Delivery>, Delivery> forgery) {

    public static final String REFERRAL_ID = "6a1d0c1e-3a51-4b1c-9d0e-5f7f0c2b8a11";

    /** The body that genuine deliveries carry here. */
    public static final String BODY =
            """
            {"EventName":"referral-updated",\
            "ResourceUri":"https://api.partnercenter.microsoft.com/engagements/v1/referrals/%s",\
            "ResourceName":"referral","AuditUri":null,\
            "ResourceChangeUtcDate":"2026-02-03T09:14:28.3520276+00:00"}"""
                    .formatted(REFERRAL_ID);

    private static final String AUTHORIZATION = "Authorization";
    private static final String OWN_SIGNATURE = "X-MS-Signature";
    private static final String ALGORITHM = "X-MS-Signature-Algorithm";
    private static final String CERTIFICATE = "X-MS-Certificate-Url";
    private static final String TYPE = "Content-Type";

    public Delivery from(Function<byte[], Delivery> signer) {
        return forgery.apply(signer);
    }

    @Override
    public String toString() {
        return name;
    }

    public static List<ForgedDelivery> all() {
        List<ForgedDelivery> all = new ArrayList<>();
        all.addAll(wrongForms());
        all.addAll(wrongHeaders());
        all.addAll(wrongAlgorithms());
        all.addAll(wrongUrls());
        all.addAll(wrongSignatures());
        all.addAll(wrongEvents());
        return all;
    }

    private static List<ForgedDelivery> wrongForms() {
        return List.of(
                signed("a body of one byte too many", 413, false, (BODY + " ".repeat(65_537 - BODY.length()))),
                signed("a body of a megabyte", 413, false, "x".repeat(1 << 20)),
                changed("no content type", 415, d -> d.without(TYPE)),
                changed("plain text", 415, d -> d.with(TYPE, "text/plain")),
                changed("a form", 415, d -> d.with(TYPE, "application/x-www-form-urlencoded")),
                changed("a content type that begins like JSON", 415, d -> d.with(TYPE, "application/jsonp")),
                changed("a content type that ends like JSON", 415, d -> d.with(TYPE, "text/application/json")));
    }

    private static List<ForgedDelivery> wrongHeaders() {
        return List.of(
                changed("no signature", 400, d -> d.without(AUTHORIZATION)),
                changed("no algorithm", 400, d -> d.without(ALGORITHM)),
                changed("no certificate URL", 400, d -> d.without(CERTIFICATE)),
                changed("a body and nothing else", 400, d -> new Delivery(List.of(), d.body())
                        .and(TYPE, d.header(TYPE))),
                changed("an empty certificate URL", 400, d -> d.with(CERTIFICATE, "")),
                changed("an empty algorithm", 400, d -> d.with(ALGORITHM, "")),
                changed("the word Signature without one", 400, d -> d.with(AUTHORIZATION, "Signature")),
                changed("a bearer token for a signature", 400, d -> d.with(AUTHORIZATION, "Bearer abc")),
                changed("the same signature in both headers", 400, d -> d.and(OWN_SIGNATURE, d.header(AUTHORIZATION))),
                changed("another signature beside the good one", 400, d -> d.and(OWN_SIGNATURE, "Signature AAAA")),
                changed("an empty signature beside the good one", 400, d -> d.and(OWN_SIGNATURE, "")),
                changed("Authorization twice", 400, d -> d.and(AUTHORIZATION, d.header(AUTHORIZATION))),
                changed(
                        "a bearer token and a signature, both in Authorization",
                        400,
                        d -> d.and(AUTHORIZATION, "Bearer a")),
                changed("x-ms-signature twice", 400, d -> d.without(AUTHORIZATION)
                        .and(OWN_SIGNATURE, d.header(AUTHORIZATION))
                        .and(OWN_SIGNATURE, d.header(AUTHORIZATION))),
                changed("the algorithm twice", 400, d -> d.and(ALGORITHM, "rsa-sha256")),
                changed(
                        "a certificate URL after the good one",
                        400,
                        d -> d.and(CERTIFICATE, "https://evil.example/a.cer")),
                changed("a certificate URL before the good one", 400, d -> d.with(
                                CERTIFICATE, "https://evil.example/a.cer")
                        .and(CERTIFICATE, d.header(CERTIFICATE))));
    }

    private static List<ForgedDelivery> wrongAlgorithms() {
        return Stream.of(
                        "rsa-sha1",
                        "rsa-md5",
                        "rsa-sha512",
                        "rsa-sha384",
                        "rsa-none",
                        "none",
                        "hmac-sha256",
                        "RS256",
                        "sha256",
                        "rsa-sha-256",
                        "rsa_sha256",
                        "rsa-sha256-pss",
                        "rsa-sha256 rsa-sha1",
                        "rsa-sha256,rsa-sha1")
                .map(algorithm -> changed("the algorithm " + algorithm, 401, d -> d.with(ALGORITHM, algorithm)))
                .toList();
    }

    private static List<ForgedDelivery> wrongUrls() {
        return List.of(
                url("http", u -> u.replace("https:", "http:")),
                url("ftp", u -> u.replace("https:", "ftp:")),
                url("a file", u -> "file:///etc/hostname"),
                url("a jar", u -> "jar:" + u + "!/a.cer"),
                url("no scheme", u -> u.replace("https:", "")),
                url("a path only", u -> u.substring(u.indexOf("/cert/"))),
                url("another host", u -> "https://evil.example/cert/" + file(u)),
                url("the cloud's metadata address", u -> "http://169.254.169.254/latest/meta-data/"),
                url("another storage account", u -> "https://evil.blob.core.windows.net/cert/" + file(u)),
                url("a host that ends alike", u -> u.replace("https://", "https://evil-")),
                url("a host that begins alike", u -> u.replaceFirst("(https://[^/]*)", "$1.evil.example")),
                url("a host with a dot at its end", u -> u.replaceFirst("(https://[^/:]*)", "$1.")),
                url(
                        "a look-alike host in punycode",
                        u -> "https://xn--3psostorageacct-cyb.blob.core.windows.net/cert/" + file(u)),
                url("a host in upper case", u -> u.replaceFirst("//localhost", "//LOCALHOST")),
                url("the scheme in upper case", u -> u.replace("https:", "HTTPS:")),
                url("an escaped letter in the host", u -> u.replaceFirst("https://.", "https://%33")),
                url("another port", u -> u.replaceFirst("https://([^/:]*)(:\\d+)?", "https://$1:1")),
                url("a user", u -> u.replace("https://", "https://user@")),
                url("the good host as user", u -> u.replaceFirst("(https://[^/]*)", "$1@evil.example")),
                url("the good host as user and password", u -> u.replaceFirst("(https://[^/]*)", "$1:x@evil.example")),
                url("a backslash before the host", u -> u.replace("https://", "https://evil.example\\@")),
                url("one slash", u -> u.replace("https://", "https:/")),
                url("three slashes", u -> u.replace("https://", "https:///")),
                url("a query", u -> u + "?x=1"),
                url("an empty query", u -> u + "?"),
                url("a fragment", u -> u + "#x"),
                url("a path parameter", u -> u + ";x=1"),
                url("a dot segment", u -> u.replace("/cert/", "/cert/./")),
                url("a double dot segment", u -> u.replace("/cert/", "/other/../cert/")),
                url("an escaped dot segment", u -> u.replace("/cert/", "/other/%2e%2e/cert/")),
                url("a way out of the folder", u -> u.replace("/cert/", "/cert/../upload/")),
                url("an escaped slash", u -> u.replace("/cert/", "/cert%2F")),
                url("an escaped letter in the name", u -> u.replace("/cert/p", "/cert/%70")),
                url("an escaped NUL", u -> u + "%00"),
                url("a double slash", u -> u.replace("/cert/", "//cert/")),
                url("another folder", u -> u.replace("/cert/", "/upload/")),
                url("a folder in another case", u -> u.replace("/cert/", "/CERT/")),
                url("another name", u -> u.replace("/cert/", "/cert/evil-")),
                url("no name", u -> u.replace(file(u), ".cer")),
                url("another ending", u -> u.replace(".cer", ".crt")),
                url("two endings", u -> u + ".cer"),
                url("something after the ending", u -> u + "/x"),
                url("a blank inside", u -> u.replace("/cert/", "/cert /")),
                url("a tab inside", u -> u.replace("/cert/", "/cert/\t")),
                url("two URLs in one", u -> u + "," + u),
                url("a very long path", u -> u.replace("/cert/", "/cert/" + "a/".repeat(2000))),
                url("no URL at all", u -> "certificate"));
    }

    private static List<ForgedDelivery> wrongSignatures() {
        return List.of(
                signature("no base64", false, s -> "!!!"),
                signature("base64url", false, s -> "-_" + s.substring(2)),
                signature("a line of base64 too short", false, s -> s.substring(0, s.length() - 8)),
                signature("stray low bits in the last letter", false, ForgedDelivery::withStrayBits),
                signature("no padding", false, s -> s.replace("=", "")),
                signature("a letter after the padding", false, s -> s + "A"),
                signature("a blank inside", false, s -> s.substring(0, 8) + " " + s.substring(8)),
                signature("two with a comma", false, s -> s + "," + s),
                signature("the word twice", false, s -> "Signature " + s),
                signature("one byte too long", true, s -> encoded(Arrays.copyOf(decoded(s), decoded(s).length + 1))),
                signature("all zero", true, s -> encoded(new byte[decoded(s).length])),
                signature("all ones", true, ForgedDelivery::allOnes),
                signature("reversed", true, ForgedDelivery::reversed),
                changed(
                        "a body of somebody else",
                        401,
                        true,
                        d -> d.with(d.text().replace("6a1d", "6a1e").getBytes(UTF_8))),
                changed("a blank after the body", 401, true, d -> d.with((d.text() + " ").getBytes(UTF_8))),
                changed("a line break before the body", 401, true, d -> d.with(("\n" + d.text()).getBytes(UTF_8))),
                changed(
                        "a byte order mark before the body",
                        401,
                        true,
                        d -> d.with(("\ufeff" + d.text()).getBytes(UTF_8))),
                changed("the body in UTF-16", 401, true, d -> d.with(d.text().getBytes(UTF_16))),
                changed("no body", 401, true, d -> d.with(new byte[0])));
    }

    private static List<ForgedDelivery> wrongEvents() {
        String uri = "\"ResourceUri\":\"https://x/referrals/" + REFERRAL_ID + "\"";
        return List.of(
                event("nothing", ""),
                event("no JSON", "referral-updated"),
                event("half an object", BODY.substring(0, 60)),
                event("an array", "[" + BODY + "]"),
                event("a text", "\"referral-updated\""),
                event("null", "null"),
                event("two documents", BODY + BODY),
                event("something after the end", BODY + "x"),
                event("a comment", "/**/" + BODY),
                event("single quotes", BODY.replace('"', '\'')),
                event("a byte order mark", "\ufeff" + BODY),
                event("a doubled name", BODY.replace("{", "{\"EventName\":\"test-created\",")),
                event("a doubled name deep down", BODY.replace("null", "{\"a\":1,\"a\":2}")),
                event("a thousand arrays", BODY.replace("null", "[".repeat(1000) + "]".repeat(1000))),
                event("thirty thousand arrays that don't end", "[".repeat(30_000)),
                event("thirty thousand objects that don't end", "{\"a\":".repeat(10_000)),
                event("a number of ten thousand digits", BODY.replace("null", "1".repeat(10_000))),
                event("not a number", BODY.replace("null", "NaN")),
                event("no event name", "{" + uri + "}"),
                event("an event name that is a number", "{\"EventName\":7," + uri + "}"),
                event("an event name that is an array", "{\"EventName\":[\"referral-updated\"]," + uri + "}"),
                event("an event name that is null", "{\"EventName\":null," + uri + "}"),
                event("an empty event name", "{\"EventName\":\"\"," + uri + "}"),
                event("no resource", "{\"EventName\":\"referral-created\"}"),
                event("a resource that is null", "{\"EventName\":\"referral-created\",\"ResourceUri\":null}"),
                event("a resource that is an object", "{\"EventName\":\"referral-created\",\"ResourceUri\":{}}"),
                event("a resource without an id", BODY.replace(REFERRAL_ID, "")),
                event("an id that is too short", BODY.replace(REFERRAL_ID, REFERRAL_ID.substring(1))),
                event("an id that is too long", BODY.replace(REFERRAL_ID, REFERRAL_ID + "1")),
                event("an id with another before it", BODY.replace(REFERRAL_ID, "x" + REFERRAL_ID)),
                event("an id without dashes", BODY.replace(REFERRAL_ID, REFERRAL_ID.replace("-", ""))),
                event("an id in braces", BODY.replace(REFERRAL_ID, "{" + REFERRAL_ID + "}")),
                event("an id followed by a slash", BODY.replace(REFERRAL_ID, REFERRAL_ID + "/")),
                event("an id followed by a query", BODY.replace(REFERRAL_ID, REFERRAL_ID + "?a=b")),
                event("an id followed by a line break", BODY.replace(REFERRAL_ID, REFERRAL_ID + "\\n")),
                event("SQL for an id", BODY.replace(REFERRAL_ID, "' OR 1=1 --")),
                bytes("the genuine event in UTF-16", BODY.getBytes(UTF_16)),
                bytes("broken UTF-8", BODY.replace("null", "\"\u00e9\"").getBytes(ISO_8859_1)),
                bytes("overlong UTF-8", overlong()));
    }

    private static ForgedDelivery url(String name, UnaryOperator<String> change) {
        return changed("certificate URL: " + name, 401, d -> d.with(CERTIFICATE, change));
    }

    private static ForgedDelivery signature(String name, boolean mayFetch, UnaryOperator<String> change) {
        return changed(
                "signature: " + name,
                401,
                mayFetch,
                d -> d.with(
                        AUTHORIZATION, value -> "Signature " + change.apply(value.substring("Signature ".length()))));
    }

    private static ForgedDelivery event(String name, String body) {
        return signed("signed event: " + name, 400, true, body);
    }

    private static ForgedDelivery bytes(String name, byte[] body) {
        return new ForgedDelivery("signed event: " + name, 400, true, signer -> signer.apply(body));
    }

    private static ForgedDelivery signed(String name, int status, boolean mayFetch, String body) {
        return new ForgedDelivery(name, status, mayFetch, signer -> signer.apply(body.getBytes(UTF_8)));
    }

    private static ForgedDelivery changed(String name, int status, UnaryOperator<Delivery> change) {
        return changed(name, status, false, change);
    }

    private static ForgedDelivery changed(String name, int status, boolean mayFetch, UnaryOperator<Delivery> change) {
        return new ForgedDelivery(name, status, mayFetch, signer -> change.apply(signer.apply(BODY.getBytes(UTF_8))));
    }

    private static String file(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** 256 bytes end in one letter of which four bits mean nothing, and two paddings. */
    private static String withStrayBits(String signature) {
        int last = signature.length() - 3;
        return signature.substring(0, last) + (char) (signature.charAt(last) + 1) + "==";
    }

    private static String allOnes(String signature) {
        byte[] ones = decoded(signature);
        Arrays.fill(ones, (byte) -1);
        return encoded(ones);
    }

    private static String reversed(String signature) {
        byte[] bytes = decoded(signature);
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return encoded(reversed);
    }

    private static byte[] overlong() {
        byte[] body = BODY.replace("null", "\"..\"").getBytes(UTF_8);
        int dots = new String(body, ISO_8859_1).indexOf("\"..\"") + 1;
        body[dots] = (byte) 0xc0;
        body[dots + 1] = (byte) 0xae;
        return body;
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
