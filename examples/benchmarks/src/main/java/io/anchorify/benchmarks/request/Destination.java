package io.anchorify.benchmarks.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Blackhole;

/** The end of the chain. It asks for the principal, as every application does that has a filter for it. */
final class Destination implements FilterChain {

    private @Nullable Blackhole hole;
    private @Nullable Principal lastArrived;
    private long arrivals;

    /** From now on, what arrives is measured and forgotten. */
    void forgetInto(Blackhole hole) {
        this.hole = hole;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response) {
        arrive(request, ((HttpServletRequest) request).getUserPrincipal());
    }

    /** For what has requests of another kind. */
    void arrive(Object request, @Nullable Principal principal) {
        arrivals++;
        if (hole == null) {
            lastArrived = principal;
        } else {
            // The request too: no wrapper may be optimised away, which an application would hold in its hands.
            hole.consume(request);
            hole.consume(principal);
        }
    }

    long arrivals() {
        return arrivals;
    }

    @Nullable
    Principal lastArrived() {
        return lastArrived;
    }
}
