package io.anchorify.auth.spring.test;

import io.anchorify.auth.TokenService;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Adds the token of the test that runs on the current thread to its requests. Tests may run concurrently in one context. */
final class CurrentToken implements RequestPostProcessor {

    private final ObjectProvider<TokenService> tokens;
    private final Map<Thread, Header> headers = new ConcurrentHashMap<>();

    CurrentToken(ObjectProvider<TokenService> tokens) {
        this.tokens = tokens;
    }

    /** The token is issued by the first request: a test without one needs no service. */
    void begin(AnnotatedToken token) {
        headers.put(Thread.currentThread(), new Header(token));
    }

    void end() {
        headers.remove(Thread.currentThread());
    }

    @Override
    public MockHttpServletRequest postProcessRequest(MockHttpServletRequest request) {
        Header header = headers.get(Thread.currentThread());
        if (header != null && !hasAuthorization(request)) {
            request.addHeader(HttpHeaders.AUTHORIZATION, header.value(tokens.getObject()));
        }
        return request;
    }

    private static boolean hasAuthorization(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    /** The header of one test, used by one thread. */
    private static final class Header {

        private final AnnotatedToken token;
        private @Nullable String value;

        Header(AnnotatedToken token) {
            this.token = token;
        }

        String value(TokenService tokens) {
            String header = value;
            if (header == null) {
                header = TestTokens.header(tokens.issue(token.request()));
                value = header;
            }
            return header;
        }
    }
}
