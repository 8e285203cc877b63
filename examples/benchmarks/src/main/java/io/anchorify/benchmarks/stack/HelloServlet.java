package io.anchorify.benchmarks.stack;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What all the servers have to say: who is asking. */
final class HelloServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    static final String GREETING = "hello ";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String user = request.getRemoteUser();
        byte[] body = (GREETING + (user == null ? Accounts.NOBODY : user)).getBytes(StandardCharsets.US_ASCII);
        response.setContentType("text/plain");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
