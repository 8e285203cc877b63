package io.anchorify.auth.servlet;

import io.anchorify.auth.BearerPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The filter's decision on one dispatch of a request. */
sealed interface Decision {

    FilterOutcome outcome();

    /** The principal of a valid token, even if the request is rejected for another reason. */
    @Nullable
    BearerPrincipal principal();

    /** Continue along the chain with this request. */
    record Proceed(
            HttpServletRequest request,
            FilterOutcome outcome,
            @Nullable BearerPrincipal principal) implements Decision {}

    /** Send this response instead. */
    record Reject(
            ProblemResponse response,
            FilterOutcome outcome,
            @Nullable BearerPrincipal principal) implements Decision {}
}
