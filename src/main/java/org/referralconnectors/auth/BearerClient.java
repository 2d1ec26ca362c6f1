package org.referralconnectors.auth;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * The HTTP client of one remote system: adds the bearer token, so that no message, log or trace ever holds it; repeats
 * a call once after a 401, with a new token; follows no redirect, keeps no cookie, and repeats nothing else.
 */
public final class BearerClient implements HttpClientConfigurer {

    /** No token, nobody who may ask, too slow, too many: the system has not looked at what was asked. */
    private static final Set<Integer> REFUSED = Set.of(401, 403, 408, 429);

    private static final String TOKEN = "org.referralconnectors.token";

    private final Audience audience;
    private final Tokens tokens;
    private final Gate gate;
    private final Runnable lease;
    private final Map<String, String> headers;
    private final String requestIdHeader;
    private final ServiceTime time;
    private final WholeAnswer answers;

    /**
     * @param lease throws where the caller may not call any more; asked right before anything is sent
     * @param headers sent with every call
     * @param requestIdHeader gets a fresh GUID with every call
     * @param time told of every answer's date
     * @param deadline for a whole exchange, from the wait for a connection to the answer's last byte
     * @param ownError a refusal that the service itself wrote, as plain JSON; empty for any other body
     */
    public BearerClient(
            Audience audience,
            Tokens tokens,
            Gate gate,
            Runnable lease,
            Map<String, String> headers,
            String requestIdHeader,
            ServiceTime time,
            Duration deadline,
            Function<byte[], Optional<String>> ownError) {
        this.audience = audience;
        this.tokens = tokens;
        this.gate = gate;
        this.lease = lease;
        this.headers = Map.copyOf(headers);
        this.requestIdHeader = requestIdHeader;
        this.time = time;
        this.answers = new WholeAnswer(deadline, ownError);
    }

    /** Returns when there is a valid token and the system is not paused. */
    public void ready() {
        gate.pass(audience.system());
        lease.run();
        tokens.token(audience);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.addExecInterceptorFirst("gate", this::call)
                .addRequestInterceptorLast(this::prepare)
                .addResponseInterceptorLast(
                        (response, entity, context) -> Optional.ofNullable(response.getFirstHeader("Date"))
                                .ifPresent(date -> time.heard(date.getValue())))
                .setRetryStrategy(new OnceAfterUnauthorised())
                .disableCookieManagement()
                .disableRedirectHandling();
    }

    private ClassicHttpResponse call(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        gate.enter(audience.system());
        boolean answered = false;
        try {
            ClassicHttpResponse response = answers.proceed(request, scope, chain);
            answered = response.getCode() < 500 && !REFUSED.contains(response.getCode());
            return response;
        } finally {
            gate.leave(audience.system(), answered);
        }
    }

    private void prepare(HttpRequest request, EntityDetails entity, HttpContext context) {
        lease.run();
        String token = tokens.token(audience);
        context.setAttribute(TOKEN, token);
        request.setHeader("Authorization", "Bearer " + token);
        request.setHeader(requestIdHeader, UUID.randomUUID().toString());
        headers.forEach(request::setHeader);
    }

    private final class OnceAfterUnauthorised implements HttpRequestRetryStrategy {

        @Override
        public boolean retryRequest(HttpRequest request, IOException failure, int times, HttpContext context) {
            return false;
        }

        @Override
        public boolean retryRequest(HttpResponse response, int times, HttpContext context) {
            if (response.getCode() != 401 || times > 1) {
                return false;
            }
            tokens.drop((String) context.getAttribute(TOKEN));
            return true;
        }

        @Override
        public TimeValue getRetryInterval(HttpResponse response, int times, HttpContext context) {
            return TimeValue.ZERO_MILLISECONDS;
        }
    }
}
