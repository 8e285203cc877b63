package io.anchorify.auth.servlet.conformance;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A handler that nobody may reach without a token, and that notes who does. */
public final class Guarded extends HttpServlet {

    static final String ANSWER = "guarded";

    private final AtomicInteger reached = new AtomicInteger();
    private final List<String> reachedByNobody = new CopyOnWriteArrayList<>();

    /** Every method, also one that nobody has heard of. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        reached.incrementAndGet();
        if (request.getUserPrincipal() == null || !"ada".equals(request.getRemoteUser())) {
            reachedByNobody.add(
                    request.getDispatcherType() + " " + request.getMethod() + " " + request.getRequestURI());
        }
        response.setContentType("text/plain");
        response.getOutputStream().print(ANSWER);
    }

    void forget() {
        reached.set(0);
        reachedByNobody.clear();
    }

    int reached() {
        return reached.get();
    }

    List<String> reachedByNobody() {
        return reachedByNobody;
    }
}
