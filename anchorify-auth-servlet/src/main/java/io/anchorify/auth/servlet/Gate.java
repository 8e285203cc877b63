package io.anchorify.auth.servlet;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.RejectionReason;
import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.Decision.Deny;
import io.anchorify.auth.servlet.Decision.PassOn;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a request, by one configuration that does not change. */
final class Gate {

    private final TokenAuthenticator tokens;
    /**
     * Whether what is accepted is of the grammar of the header anyway. To ask for a token before the grammar then saves each
     * good one to be read twice. Others are never handed anything else than the grammar allows.
     */
    private final boolean acceptsOnlyB64Tokens;

    private final boolean required;
    private final boolean allowOtherSchemes;
    private final boolean allowPreflight;
    private final Set<String> requiredScopes;
    private final BiPredicate<HttpServletRequest, BearerPrincipal> rule;
    private final Denials denials;
    private final Listeners listeners;

    Gate(BearerTokenFilterBuilder options) {
        tokens = options.tokens;
        acceptsOnlyB64Tokens = tokens instanceof TokenService;
        required = options.required;
        allowOtherSchemes = options.allowOtherSchemes;
        allowPreflight = options.allowPreflight;
        requiredScopes = options.requiredScopes;
        rule = options.rule;
        denials = new Denials(options.realm, options.requiredScopes);
        listeners = new Listeners(options.listeners);
    }

    Listeners listeners() {
        return listeners;
    }

    Decision decide(HttpServletRequest request) {
        BearerPrincipal known = AuthenticatedRequest.knownBy(request, tokens);
        return known != null ? admitAgain(request, known) : authenticate(request);
    }

    private Decision authenticate(HttpServletRequest request) {
        Enumeration<String> values = request.getHeaders("Authorization");
        if (values == null || !values.hasMoreElements()) {
            return required && !isLetThroughAsPreflight(request)
                    ? new Deny(denials.noToken, FilterOutcome.NO_TOKEN)
                    : passWithoutToken(request);
        }
        String header = values.nextElement();
        return values.hasMoreElements()
                ? new Deny(denials.repeatedHeader, FilterOutcome.INVALID_REQUEST)
                : authenticate(request, header);
    }

    private Decision authenticate(HttpServletRequest request, String header) {
        if (acceptsOnlyB64Tokens && AuthorizationHeader.isUsual(header)) {
            Authentication answer = tokens.authenticate(header, AuthorizationHeader.USUAL_BEGIN, header.length());
            if (!isMalformed(answer)) {
                return admit(request, answer);
            }
        }
        return switch (AuthorizationHeader.kindOf(header)) {
            case TOKEN -> {
                int begin = AuthorizationHeader.beginOfToken(header);
                int end = AuthorizationHeader.endOfToken(header);
                yield admit(request, tokens.authenticate(header, begin, end));
            }
            case OTHER_SCHEME ->
                required && !allowOtherSchemes
                        ? new Deny(denials.noToken, FilterOutcome.OTHER_SCHEME)
                        : passWithoutToken(request);
            case EMPTY -> new Deny(denials.emptyToken, FilterOutcome.INVALID_REQUEST);
            case MALFORMED -> new Deny(denials.malformed, FilterOutcome.INVALID_REQUEST);
            case TOO_LONG -> new Deny(denials.invalidToken, FilterOutcome.MALFORMED);
        };
    }

    private Decision admit(HttpServletRequest request, Authentication answer) {
        if (answer instanceof Rejected rejected) {
            return new Deny(denials.invalidToken, FilterOutcome.of(rejected.reason()));
        }
        BearerPrincipal principal = ((Authenticated) answer).principal();
        AuthenticatedRequest authenticated = new AuthenticatedRequest(request, tokens, principal);
        Deny denied = objectionTo(request, principal);
        if (denied != null) {
            // The answer may be an error page, which knows its user.
            authenticated.remember();
            return denied;
        }
        return authenticated;
    }

    private static boolean isMalformed(Authentication answer) {
        return answer instanceof Rejected rejected && rejected.reason() == RejectionReason.MALFORMED;
    }

    /** A further dispatch of a request whose token was good, or a further filter. */
    private Decision admitAgain(HttpServletRequest request, BearerPrincipal principal) {
        Deny denied = objectionTo(request, principal);
        if (denied != null) {
            return denied;
        }
        // A forward passes on the request that this filter has wrapped before.
        boolean isWrapped = principal.equals(request.getUserPrincipal());
        HttpServletRequest passed = isWrapped ? request : new AuthenticatedRequest(request, tokens, principal);
        return new PassOn(passed, FilterOutcome.AUTHENTICATED);
    }

    private @Nullable Deny objectionTo(HttpServletRequest request, BearerPrincipal principal) {
        if (!requiredScopes.isEmpty() && !principal.scopes().containsAll(requiredScopes)) {
            return new Deny(denials.insufficientScope, FilterOutcome.INSUFFICIENT_SCOPE, principal);
        }
        return rule.test(request, principal) ? null : new Deny(denials.forbidden, FilterOutcome.FORBIDDEN, principal);
    }

    /** The request with which a browser asks whether it may send the real one, which it sends without credentials. */
    private boolean isLetThroughAsPreflight(HttpServletRequest request) {
        return allowPreflight
                && request.getMethod().equals("OPTIONS")
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    private static Decision passWithoutToken(HttpServletRequest request) {
        return new PassOn(request, FilterOutcome.PASSED_WITHOUT_TOKEN);
    }
}
