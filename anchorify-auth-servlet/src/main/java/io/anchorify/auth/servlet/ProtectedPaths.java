package io.anchorify.auth.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** The paths that a filter in protecting mode protects. A request is outside only if no router may read it as one of these. */
final class ProtectedPaths {

    /** Where a request belongs. */
    enum Area {
        /** At a protected path. */
        PROTECTED,
        /** Outside every protected path. */
        OUTSIDE,
        /** Anywhere, because routers may read its URI differently. */
        AMBIGUOUS
    }

    private final List<PathPattern> patterns;

    /** @throws IllegalArgumentException if one of the patterns is invalid; the message quotes it */
    ProtectedPaths(List<String> patterns) {
        this.patterns = patterns.stream()
                .map(pattern -> PathPattern.of("The protected path", pattern))
                .toList();
    }

    Area areaOf(HttpServletRequest request) {
        TargetPaths paths = TargetPaths.of(request);
        if (paths.isAmbiguous()) {
            return Area.AMBIGUOUS;
        }
        for (PathPattern pattern : patterns) {
            if (paths.mayBe(pattern)) {
                return Area.PROTECTED;
            }
        }
        return Area.OUTSIDE;
    }

    /** Whether everything that a pattern covers is protected by one of these. */
    boolean cover(PathPattern pattern) {
        return patterns.stream().anyMatch(candidate -> candidate.coversAllOf(pattern));
    }
}
