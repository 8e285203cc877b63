package io.anchorify.benchmarks.stack;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.TokenAuthenticator;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Authenticates ten more times, behind a filter that has done so once. The program is in the processor's caches then; with
 * the token of the request all the data are too, with other tokens theirs are not. What ten more cost, beside the first
 * one, tells what it costs that a request comes to a filter with the caches full of something else.
 */
final class RepeatingFilter extends HttpFilter {

    static final int TIMES = 10;

    private static final long serialVersionUID = 1;
    private static final int SCHEME_LENGTH = "Bearer ".length();

    private final transient TokenAuthenticator tokens;
    private final transient Accounts accounts;
    private final boolean others;

    RepeatingFilter(TokenAuthenticator tokens, Accounts accounts, boolean others) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.others = others;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String own = request.getHeader("Authorization").substring(SCHEME_LENGTH);
        for (int i = 0; i < TIMES; i++) {
            String presented = others ? anyToken() : own;
            if (!(tokens.authenticate(presented) instanceof Authentication.Authenticated)) {
                throw new ServletException("A good token was refused");
            }
        }
        chain.doFilter(request, response);
    }

    private String anyToken() {
        return accounts.token(ThreadLocalRandom.current().nextInt(accounts.size()));
    }
}
