package io.anchorify.benchmarks.stack;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Looks at nothing, and does to a request what filters do that have looked: an attribute and a wrapper. */
final class MarkingFilter extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final String ATTRIBUTE = MarkingFilter.class.getName();
    private static final User NOBODY = new User(Accounts.NOBODY);

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getAttribute(ATTRIBUTE) == null) {
            request.setAttribute(ATTRIBUTE, NOBODY);
        }
        chain.doFilter(new UserRequest(request, NOBODY), response);
    }
}
