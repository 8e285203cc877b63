package io.anchorify.benchmarks.request;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Sends requests with random tokens. Each thread has one request object. */
@State(Scope.Thread)
public class Client {

    private final LightRequest request = new LightRequest();
    private final LightResponse response = new LightResponse();
    private final SplittableRandom random = new SplittableRandom();

    @SuppressWarnings("NullAway.Init") // Set before the first use.
    private FilterChain chain;

    /**
     * Reads the principal at the end of the chain, as an application does.
     *
     * @param hole consumes the request and the principal
     */
    @Setup
    public void connect(Blackhole hole) {
        chain = (request, response) -> {
            hole.consume(request);
            hole.consume(((HttpServletRequest) request).getUserPrincipal());
        };
    }

    void send(Filter filter, Tokens tokens) throws IOException, ServletException {
        filter.doFilter(request.with(tokens.header(random.nextInt(tokens.count))), response, chain);
    }
}
