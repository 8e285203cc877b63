package io.anchorify.auth.servlet;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.TokenAuthenticator;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.function.BiPredicate;

/** Decides what becomes of a request, by one configuration that does not change. */
final class Gate {

    private final TokenAuthenticator tokens;
    private final boolean required;
    private final boolean allowOtherSchemes;
    private final boolean allowPreflight;
    private final Set<String> requiredScopes;
    private final BiPredicate<HttpServletRequest, BearerPrincipal> rule;
    private final Denials denials;

    Gate(BearerTokenFilterBuilder options) {
        tokens = options.tokens;
        required = options.required;
        allowOtherSchemes = options.allowOtherSchemes;
        allowPreflight = options.allowPreflight;
        requiredScopes = options.requiredScopes;
        rule = options.rule;
        denials = new Denials(options.realm, options.requiredScopes);
    }

    Decision decide(HttpServletRequest request) {
        BearerPrincipal known = Grant.principalOf(request, tokens);
        return known != null ? admit(request, known) : authenticate(request);
    }

    private Decision authenticate(HttpServletRequest request) {
        AuthorizationHeader header = AuthorizationHeader.of(request);
        return switch (header.kind()) {
            case TOKEN -> authenticate(request, header.token());
            case NONE -> required && !isLetThroughAsPreflight(request) ? deny(denials.noToken) : pass(request);
            case OTHER_SCHEME -> required && !allowOtherSchemes ? deny(denials.noToken) : pass(request);
            case EMPTY -> deny(denials.emptyToken);
            case REPEATED -> deny(denials.repeatedHeader);
            case MALFORMED -> deny(denials.malformed);
            case TOO_LONG -> deny(denials.invalidToken);
        };
    }

    private Decision authenticate(HttpServletRequest request, String presented) {
        Authentication answer = tokens.authenticate(presented);
        if (!(answer instanceof Authenticated authenticated)) {
            return deny(denials.invalidToken);
        }
        Grant.put(request, tokens, authenticated.principal());
        return admit(request, authenticated.principal());
    }

    private Decision admit(HttpServletRequest request, BearerPrincipal principal) {
        if (!principal.scopes().containsAll(requiredScopes)) {
            return deny(denials.insufficientScope);
        }
        if (!rule.test(request, principal)) {
            return deny(denials.forbidden);
        }
        // A forward passes on the request that this filter has wrapped before.
        boolean isWrapped = principal.equals(request.getUserPrincipal());
        return pass(isWrapped ? request : new AuthenticatedRequest(request, principal));
    }

    /** The request with which a browser asks whether it may send the real one, which it sends without credentials. */
    private boolean isLetThroughAsPreflight(HttpServletRequest request) {
        return allowPreflight
                && request.getMethod().equals("OPTIONS")
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    private static Decision pass(HttpServletRequest request) {
        return new Decision.Pass(request);
    }

    private static Decision deny(Denial denial) {
        return new Decision.Deny(denial);
    }
}
