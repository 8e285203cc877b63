package io.anchorify.auth.servlet;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.servlet.Decision.Proceed;
import io.anchorify.auth.servlet.Decision.Reject;
import io.anchorify.auth.servlet.ProtectedPaths.Area;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Enumeration;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Decides whether a request may proceed. Immutable; shared by all request threads. */
final class RequestAuthorizer {

    private static final Logger LOGGER = System.getLogger(BearerTokenFilter.class.getName());

    private static final Decision INVALID_URI = reject(ProblemResponse.badUri(), FilterOutcome.INVALID_URI);

    private final TokenAuthenticator tokens;
    /** Null in mapped mode, in which the container selects the requests. */
    private final @Nullable ProtectedPaths protectedPaths;

    private final boolean required;
    private final boolean allowOtherSchemes;
    private final boolean allowPreflight;
    private final ScopeRules scopes;
    private final BiPredicate<HttpServletRequest, BearerPrincipal> rule;
    private final ProblemResponses responses;
    private final EventPublisher events;

    RequestAuthorizer(BearerTokenFilterBuilder options) {
        tokens = options.tokens;
        protectedPaths = options.protectedPaths();
        required = options.required;
        allowOtherSchemes = options.allowOtherSchemes;
        allowPreflight = options.allowPreflight;
        scopes = options.scopeRules();
        rule = options.rule;
        responses = new ProblemResponses(options.realm);
        events = new EventPublisher(options.listeners);
    }

    boolean isProtecting() {
        return protectedPaths != null;
    }

    /** Whether the response to a request depends on the presence of a token. */
    boolean isOptional() {
        return !required;
    }

    /** The answers to requests that the application refuses later. */
    ProblemResponses responses() {
        return responses;
    }

    /** Where one dispatch of a request belongs. */
    Area areaOf(HttpServletRequest request) {
        if (protectedPaths != null) {
            return protectedPaths.areaOf(request);
        }
        return scopes.isAmbiguous(request) ? Area.AMBIGUOUS : Area.PROTECTED;
    }

    /** Restores the principal of a request that was authenticated in an earlier dispatch. */
    HttpServletRequest restore(HttpServletRequest request) {
        AuthenticatedRequest earlier = AuthenticatedRequest.of(request, tokens);
        return earlier == null ? request : earlier.continuedBy(request);
    }

    /**
     * Decides on one dispatch of a request that is not outside the protected paths, and publishes the decision unless it only
     * repeats an earlier one.
     */
    Decision authorize(HttpServletRequest request, Area area, boolean queryToken) {
        AuthenticatedRequest earlier = AuthenticatedRequest.of(request, tokens);
        Decision decision = area == Area.AMBIGUOUS ? INVALID_URI : decide(request, earlier);
        boolean isNewlyAuthenticated = earlier == null && decision.principal() != null;
        if (request.getDispatcherType() == DispatcherType.REQUEST
                || decision instanceof Reject
                || isNewlyAuthenticated) {
            events.publish(decision, request, queryToken);
        }
        return decision;
    }

    private Decision decide(HttpServletRequest request, @Nullable AuthenticatedRequest earlier) {
        try {
            // In another dispatch or another filter, the token decides again.
            return earlier == null
                    ? authenticate(request)
                    : permit(request, earlier.continuedBy(request), earlier.principal());
        } catch (AuthenticationUnavailableException e) {
            LOGGER.log(Level.DEBUG, "The token could not be checked", e);
            return unavailable(e.retryAfter().toSeconds());
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "The token could not be checked because of an unexpected exception", e);
            return unavailable(1);
        }
    }

    private Decision authenticate(HttpServletRequest request) {
        Enumeration<String> headers = request.getHeaders("Authorization");
        if (headers == null || !headers.hasMoreElements()) {
            return required && !isAllowedPreflight(request)
                    ? reject(responses.noToken, FilterOutcome.NO_TOKEN)
                    : proceedWithoutToken(request);
        }
        String value = headers.nextElement();
        return headers.hasMoreElements()
                ? reject(responses.repeatedHeader, FilterOutcome.INVALID_REQUEST)
                : authenticate(request, AuthorizationHeader.parse(value));
    }

    private Decision authenticate(HttpServletRequest request, AuthorizationHeader header) {
        return switch (header.kind()) {
            case TOKEN -> authenticate(request, header.token());
            case OTHER_SCHEME ->
                required && !allowOtherSchemes
                        ? reject(responses.noToken, FilterOutcome.OTHER_SCHEME)
                        : proceedWithoutToken(request);
            case EMPTY -> reject(responses.emptyToken, FilterOutcome.INVALID_REQUEST);
            case MALFORMED -> reject(responses.malformed, FilterOutcome.INVALID_REQUEST);
            case TOO_LONG -> reject(responses.invalidToken, FilterOutcome.MALFORMED);
        };
    }

    private Decision authenticate(HttpServletRequest request, String token) {
        Authentication authentication = tokens.authenticate(token, request::getRemoteAddr);
        if (authentication instanceof Rejected rejected) {
            return new Reject(
                    responses.to(rejected.reason()),
                    FilterOutcome.of(rejected.reason()),
                    null,
                    rejected.owner(),
                    rejected.tokenId());
        }
        BearerPrincipal principal = ((Authenticated) authentication).principal();
        return permit(request, AuthenticatedRequest.establish(request, tokens, principal), principal);
    }

    private Decision permit(HttpServletRequest request, HttpServletRequest passedOn, BearerPrincipal principal) {
        ScopeDemand demand = scopes.demandOf(request);
        if (demand == null) {
            return new Reject(responses.forbidden, FilterOutcome.FORBIDDEN, principal);
        }
        if (!demand.isMetBy(principal.scopes())) {
            return new Reject(
                    responses.insufficientScope(demand.sufficient()), FilterOutcome.INSUFFICIENT_SCOPE, principal);
        }
        return rule.test(request, principal)
                ? new Proceed(passedOn, FilterOutcome.AUTHENTICATED, principal)
                : new Reject(responses.forbidden, FilterOutcome.FORBIDDEN, principal);
    }

    /** A browser sends a CORS preflight without credentials. */
    private boolean isAllowedPreflight(HttpServletRequest request) {
        return allowPreflight
                && request.getMethod().equals("OPTIONS")
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    private static Decision proceedWithoutToken(HttpServletRequest request) {
        return new Proceed(request, FilterOutcome.PASSED_WITHOUT_TOKEN, null);
    }

    private static Decision reject(ProblemResponse response, FilterOutcome outcome) {
        return new Reject(response, outcome, null);
    }

    private static Decision unavailable(long retryAfterSeconds) {
        return reject(ProblemResponse.unavailable(retryAfterSeconds), FilterOutcome.UNAVAILABLE);
    }
}
