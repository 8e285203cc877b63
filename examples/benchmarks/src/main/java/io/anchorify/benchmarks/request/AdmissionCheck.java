package io.anchorify.benchmarks.request;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fails unless a filter accepts good tokens under their owners' names and rejects an unknown one. */
final class AdmissionCheck {

    private AdmissionCheck() {}

    static void require(Filter filter, Tokens tokens) throws Exception {
        for (int i : new int[] {0, tokens.count / 2, tokens.count - 1}) {
            requireAccepted(send(filter, tokens.header(i)), List.of(tokens.owner(i)));
        }
        requireAccepted(send(filter, Tokens.SCHEME + tokens.unknown()), List.of());
    }

    private static void requireAccepted(List<@Nullable String> accepted, List<String> expected) {
        if (!accepted.equals(expected)) {
            throw new IllegalStateException("The filter accepts " + accepted + " in place of " + expected);
        }
    }

    /** The name under which a request passes; an empty list if it is rejected. */
    private static List<@Nullable String> send(Filter filter, String header) throws Exception {
        List<@Nullable String> passed = new ArrayList<>();
        FilterChain chain = (request, response) -> {
            Principal principal = ((HttpServletRequest) request).getUserPrincipal();
            passed.add(principal == null ? null : principal.getName());
        };
        try {
            filter.doFilter(new LightRequest().with(header), new LightResponse(), chain);
        } catch (Exception e) {
            if (!passed.isEmpty() || !isRejection(e)) {
                throw e;
            }
        }
        return passed;
    }

    /** Whether a filter has failed because it used the response, which it does to reject a request. */
    private static boolean isRejection(Throwable failure) {
        if (failure.getCause() != null) {
            return isRejection(failure.getCause());
        }
        return failure instanceof UnsupportedOperationException
                && String.valueOf(failure.getMessage()).startsWith(HttpServletResponse.class.getSimpleName());
    }
}
