package org.referralconnectors.partnercenter;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A delivery to the webhook as it goes over the wire: headers in order, a doubled one twice.
 *
 * @param headers name and value
 */
public record Delivery(List<Map.Entry<String, String>> headers, byte[] body) {

    public Delivery {
        headers = List.copyOf(headers);
    }

    /** A delivery as Partner Center makes it. */
    public static Delivery of(byte[] body, String signature, String certificateUrl) {
        return new Delivery(List.of(), body)
                .and("Content-Type", "application/json")
                .and("Authorization", "Signature " + signature)
                .and("X-MS-Certificate-Url", certificateUrl)
                .and("X-MS-Signature-Algorithm", "rsa-sha256");
    }

    public Delivery without(String name) {
        return new Delivery(
                headers.stream()
                        .filter(header -> !header.getKey().equalsIgnoreCase(name))
                        .toList(),
                body);
    }

    public Delivery and(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new Delivery(more, body);
    }

    /** The same delivery with another value in place of each that it has under that name, or with one more header. */
    public Delivery with(String name, String value) {
        if (values(name).isEmpty()) {
            return and(name, value);
        }
        return new Delivery(
                headers.stream()
                        .map(header ->
                                header.getKey().equalsIgnoreCase(name) ? Map.entry(header.getKey(), value) : header)
                        .toList(),
                body);
    }

    /** Its only header of that name, changed. */
    public Delivery with(String name, UnaryOperator<String> change) {
        return with(name, change.apply(header(name)));
    }

    public Delivery with(byte[] otherBody) {
        return new Delivery(headers, otherBody);
    }

    /** The same over HTTP. */
    public HttpRequest post(URI url) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(header -> request.header(header.getKey(), header.getValue()));
        return request.build();
    }

    public String header(String name) {
        return values(name).get(0);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }
}
