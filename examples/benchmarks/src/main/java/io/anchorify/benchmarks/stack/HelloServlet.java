package io.anchorify.benchmarks.stack;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;

/** What all the servers have to say: who is asking. */
final class HelloServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    static final String GREETING = "hello ";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Principal user = request.getUserPrincipal();
        byte[] body =
                (GREETING + (user == null ? Accounts.NOBODY : user.getName())).getBytes(StandardCharsets.US_ASCII);
        response.setContentType("text/plain");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
