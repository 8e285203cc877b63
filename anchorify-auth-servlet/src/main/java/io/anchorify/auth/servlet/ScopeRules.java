package io.anchorify.auth.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The scopes that requests need, by method and path. Immutable. */
final class ScopeRules {

    private final ScopeDemand always;
    private final List<Rule> rules;

    ScopeRules(ScopeDemand always, List<Rule> rules) {
        this.always = always;
        this.rules = List.copyOf(rules);
    }

    /** Whether the URI of a request has to be canonical, because a rule looks at it. */
    boolean isAmbiguous(HttpServletRequest request) {
        return !rules.isEmpty() && TargetPaths.of(request).isAmbiguous();
    }

    /** What a request needs, or null if its path has rules, but none for its method. */
    @Nullable
    ScopeDemand demandOf(HttpServletRequest request) {
        return rules.isEmpty() ? always : demandOf(TargetPaths.of(request), request.getMethod());
    }

    private @Nullable ScopeDemand demandOf(TargetPaths paths, String method) {
        ScopeDemand demand = always;
        boolean hasRules = false;
        boolean isCovered = false;
        for (Rule rule : rules) {
            if (paths.mayBe(rule.path)) {
                hasRules = true;
                if (rule.appliesTo(method)) {
                    isCovered = true;
                    demand = demand.and(rule.scopes);
                }
            }
        }
        return hasRules && !isCovered ? null : demand;
    }

    /**
     * The scopes of one method at one path.
     *
     * @param method the name of the method, compared exactly, or {@code *} for every method
     */
    record Rule(String method, PathPattern path, Set<String> scopes) {

        private static final String ANY_METHOD = "*";
        /** Methods are case-sensitive. Those in lower case are a mistake, because no standard method is. */
        private static final Pattern METHOD = Pattern.compile("\\*|[A-Z][A-Z0-9_-]*");

        /** @throws IllegalArgumentException if the method or the path is invalid; the message quotes it */
        static Rule of(String method, String path, List<String> scopes) {
            if (!METHOD.matcher(method).matches()) {
                throw new IllegalArgumentException("The method '" + method
                        + "' of a scope rule must be a method in upper case, such as GET, or * for every method");
            }
            return new Rule(method, PathPattern.of("The path of a scope rule", path), Set.copyOf(scopes));
        }

        /** HEAD is GET without a body. */
        boolean appliesTo(String requestMethod) {
            return method.equals(requestMethod)
                    || method.equals(ANY_METHOD)
                    || (method.equals("GET") && requestMethod.equals("HEAD"));
        }
    }
}
