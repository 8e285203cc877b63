package io.anchorify.auth.servlet;

import io.anchorify.auth.TokenAuthenticator;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the init parameters of a filter in {@code web.xml}. An unknown parameter or an invalid value fails deployment. */
final class InitParameters {

    private static final String REALM = "realm";
    private static final String PROTECT = "protect";
    private static final String MODE = "mode";
    private static final String REQUIRED_SCOPES = "required-scopes";
    private static final String ANY_SCOPE = "any-scope";
    private static final String SCOPES_FOR = "scopes-for";
    private static final String ALLOW_OTHER_SCHEMES = "allow-other-schemes";
    private static final String ALLOW_PREFLIGHT = "allow-preflight";
    private static final String SERVICE_ATTRIBUTE = "service-attribute";
    private static final String LISTENER_ATTRIBUTE = "listener-attribute";
    private static final List<String> ALL = List.of(
            REALM,
            PROTECT,
            MODE,
            REQUIRED_SCOPES,
            ANY_SCOPE,
            SCOPES_FOR,
            ALLOW_OTHER_SCHEMES,
            ALLOW_PREFLIGHT,
            SERVICE_ATTRIBUTE,
            LISTENER_ATTRIBUTE);

    private final FilterConfig config;

    private InitParameters(FilterConfig config) {
        this.config = config;
    }

    static RequestAuthorizer read(FilterConfig config) throws ServletException {
        return new InitParameters(config).read();
    }

    private RequestAuthorizer read() throws ServletException {
        rejectUnknown();
        BearerTokenFilterBuilder options = new BearerTokenFilterBuilder(service());
        readChoices(options);
        readListener(options);
        try {
            readTexts(options);
            return options.authorizer();
        } catch (IllegalArgumentException e) {
            throw failure("An init parameter has an invalid value: " + e.getMessage());
        }
    }

    private void readChoices(BearerTokenFilterBuilder options) throws ServletException {
        if (choice(MODE, "required", "optional")) {
            options.optional();
        }
        if (choice(ALLOW_OTHER_SCHEMES, "false", "true")) {
            options.allowOtherSchemes();
        }
        if (choice(ALLOW_PREFLIGHT, "false", "true")) {
            options.allowPreflight();
        }
    }

    private void readListener(BearerTokenFilterBuilder options) throws ServletException {
        String listener = config.getInitParameter(LISTENER_ATTRIBUTE);
        if (listener != null) {
            options.listener(attribute(listener, LISTENER_ATTRIBUTE, FilterListener.class, "FilterListener"));
        }
    }

    private void readTexts(BearerTokenFilterBuilder options) {
        ifPresent(REALM, options::realm);
        ifPresent(PROTECT, patterns -> options.protect(words(patterns)));
        ifPresent(REQUIRED_SCOPES, scopes -> options.requiredScopes(words(scopes)));
        ifPresent(ANY_SCOPE, scopes -> options.anyScope(words(scopes)));
        ifPresent(SCOPES_FOR, rules -> {
            for (String rule : rules.strip().split("\\R\\s*", -1)) {
                readRule(options, words(rule));
            }
        });
    }

    private static void readRule(BearerTokenFilterBuilder options, String[] rule) {
        if (rule.length < 3) {
            throw new IllegalArgumentException(SCOPES_FOR + " must have a method, a path and scopes in each line");
        }
        options.scopesFor(rule[0], rule[1], Arrays.copyOfRange(rule, 2, rule.length));
    }

    private void rejectUnknown() throws ServletException {
        for (String name : Collections.list(config.getInitParameterNames())) {
            if (!ALL.contains(name)) {
                throw failure("Unknown init parameter '" + name + "'. Known parameters are " + String.join(", ", ALL));
            }
        }
    }

    private TokenAuthenticator service() throws ServletException {
        String name = config.getInitParameter(SERVICE_ATTRIBUTE);
        String attribute = name == null ? BearerTokenFilter.DEFAULT_SERVICE_ATTRIBUTE : name;
        return attribute(attribute, SERVICE_ATTRIBUTE, TokenAuthenticator.class, "TokenService");
    }

    private <T> T attribute(String attribute, String parameter, Class<T> type, String expected)
            throws ServletException {
        Object value = config.getServletContext().getAttribute(attribute);
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        throw failure("The servlet context attribute '" + attribute + "' (init parameter " + parameter + ") holds no "
                + expected + ". Set it in a ServletContextListener.");
    }

    /** Whether a parameter has the second of its two values. The first is the default. */
    private boolean choice(String name, String defaultValue, String other) throws ServletException {
        @Nullable String value = config.getInitParameter(name);
        if (value == null || value.strip().equals(defaultValue)) {
            return false;
        }
        if (value.strip().equals(other)) {
            return true;
        }
        throw failure(
                "The init parameter " + name + " must be " + defaultValue + " or " + other + ", not '" + value + "'");
    }

    private void ifPresent(String name, Consumer<String> option) {
        String value = config.getInitParameter(name);
        if (value != null) {
            option.accept(value);
        }
    }

    private static String[] words(String text) {
        return text.strip().split("\\s+", -1);
    }

    private ServletException failure(String message) {
        return new ServletException("BearerTokenFilter '" + config.getFilterName() + "': " + message);
    }
}
