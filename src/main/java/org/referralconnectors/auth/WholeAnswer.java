package org.referralconnectors.auth;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * An exchange from its first byte to its last, within one deadline: the client's time-outs are per read, so that an
 * answer of a byte every 20 seconds would hold a worker for hours. The answer is read whole, up to 16 MiB, and told
 * from what something else answered in the service's place.
 */
final class WholeAnswer {

    /** More than any page of 500 leads or any organisation's columns; less than the documented heap. */
    static final int LARGEST = 16 * 1024 * 1024;

    /** Statuses that mean the same whoever says so, with any body or none. */
    private static final Set<Integer> TELLING = Set.of(401, 408, 429);

    private final Duration deadline;
    private final Function<byte[], Optional<String>> ownError;

    /** @param ownError the service's own refusal as plain JSON; empty for anything else */
    WholeAnswer(Duration deadline, Function<byte[], Optional<String>> ownError) {
        this.deadline = deadline;
        this.ownError = ownError;
    }

    /**
     * @throws SocketTimeoutException when it is not there in time
     * @throws NotTheService when it is not the service's
     */
    ClassicHttpResponse proceed(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        CompletableFuture<Void> whole =
                new CompletableFuture<Void>().orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
        whole.whenComplete((in, late) -> {
            if (late != null) {
                cancel(scope);
            }
        });
        try {
            return read(chain.proceed(request, scope), scope);
        } catch (IOException failed) {
            throw whole.isCompletedExceptionally() ? new SocketTimeoutException("no whole answer in time") : failed;
        } finally {
            whole.complete(null);
        }
    }

    private ClassicHttpResponse read(ClassicHttpResponse answer, ExecChain.Scope scope) throws IOException {
        HttpEntity entity = answer.getEntity();
        byte[] body = entity == null ? new byte[0] : bytes(entity, answer.getCode(), scope);
        Optional<String> error = answer.getCode() < 300 ? Optional.empty() : ownError.apply(body);
        if (!isOwn(answer.getCode(), body, error)) {
            throw new NotTheService(answer.getCode());
        }
        if (error.isPresent()) {
            answer.setHeader(HttpHeaders.CONTENT_TYPE, ContentType.APPLICATION_JSON);
            answer.setEntity(
                    new ByteArrayEntity(error.get().getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
        } else if (entity != null) {
            answer.setEntity(new ByteArrayEntity(body, ContentType.parseLenient(entity.getContentType())));
        }
        return answer;
    }

    private static byte[] bytes(HttpEntity entity, int status, ExecChain.Scope scope) throws IOException {
        try (InputStream content = entity.getContent()) {
            byte[] body = content.readNBytes(LARGEST + 1);
            if (body.length > LARGEST) {
                cancel(scope); // or closing it would read the rest
                throw new NotTheService(status);
            }
            return body;
        }
    }

    private static void cancel(ExecChain.Scope scope) {
        if (scope.originalRequest instanceof Cancellable call) {
            call.cancel();
        }
    }

    /** What a gateway says of a service that fails says as much as the service's own words; a refusal does not. */
    private static boolean isOwn(int status, byte[] body, Optional<String> error) {
        if (status < 300) {
            return body.length == 0 || isObject(body);
        }
        return status >= 500 || TELLING.contains(status) || status >= 400 && error.isPresent();
    }

    /** By its first character, after the byte order mark and whitespace of any encoding (RFC 8259 section 8.1). */
    private static boolean isObject(byte[] body) {
        for (byte each : body) {
            boolean isBefore = each >= 0 && each <= ' ' || (each & 0xFF) == 0xEF || (each & 0xFF) == 0xBB;
            boolean isMark = (each & 0xFF) == 0xBF || (each & 0xFF) >= 0xFE;
            if (!isBefore && !isMark) {
                return each == '{';
            }
        }
        return false;
    }
}
