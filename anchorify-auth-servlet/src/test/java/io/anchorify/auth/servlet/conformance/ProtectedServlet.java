package io.anchorify.auth.servlet.conformance;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts its requests and records those that arrive without the principal of ada. */
public final class ProtectedServlet extends HttpServlet {

    static final String BODY = "protected content";

    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> unauthenticated = new CopyOnWriteArrayList<>();

    /** Accepts every method, including invented ones. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        record(request);
        response.setContentType("text/plain");
        response.getOutputStream().print(BODY);
    }

    /** For handlers of routers. */
    void record(HttpServletRequest request) {
        requests.incrementAndGet();
        if (request.getUserPrincipal() == null || !"ada".equals(request.getRemoteUser())) {
            unauthenticated.add(
                    request.getDispatcherType() + " " + request.getMethod() + " " + request.getRequestURI());
        }
    }

    void clear() {
        requests.set(0);
        unauthenticated.clear();
    }

    int requests() {
        return requests.get();
    }

    List<String> unauthenticatedRequests() {
        return unauthenticated;
    }
}
