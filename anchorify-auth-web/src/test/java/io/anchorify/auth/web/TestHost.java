package io.anchorify.auth.web;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenServiceBuilder;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A host application with the page at {@code /tokens}, the JSON endpoints at {@code /tokens-json} and the login of devices at
 * {@code /device}. {@code /sign-in?user=ada} signs a user in; {@code root} is an administrator.
 */
final class TestHost implements AutoCloseable {

    final TokenService tokens;
    final TokenWeb web;
    private final String contextPath;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    private TestHost(String contextPath, TokenService tokens, UnaryOperator<TokenWebBuilder> options) {
        this.contextPath = contextPath;
        this.tokens = tokens;
        this.web = options.apply(TokenWeb.builder(tokens)
                        .user(TestHost::userOf)
                        .administrators(request -> "root".equals(userOf(request)))
                        .signIn("/login"))
                .build();
    }

    static TestHost start() {
        return start(service -> service, web -> web);
    }

    static TestHost start(UnaryOperator<TokenServiceBuilder> service, UnaryOperator<TokenWebBuilder> web) {
        return start(TokenStore.inMemory(), service, web);
    }

    static TestHost start(
            TokenStore store, UnaryOperator<TokenServiceBuilder> service, UnaryOperator<TokenWebBuilder> web) {
        return start("", store, service, web);
    }

    /** A host application at a context path, with the page at {@code /tokens} below it. */
    static TestHost start(
            String contextPath,
            TokenStore store,
            UnaryOperator<TokenServiceBuilder> service,
            UnaryOperator<TokenWebBuilder> web) {
        return start(contextPath, service.apply(TokenService.builder(store)).build(), web);
    }

    /** A host application that closes the service at its end. */
    static TestHost start(TokenService tokens, UnaryOperator<TokenWebBuilder> web) {
        return start("", tokens, web);
    }

    private static TestHost start(String contextPath, TokenService tokens, UnaryOperator<TokenWebBuilder> web) {
        TestHost host = new TestHost(contextPath, tokens, web);
        try {
            host.serve();
            return host;
        } catch (Exception e) {
            host.close();
            throw new IllegalStateException(e);
        }
    }

    private void serve() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context =
                new ServletContextHandler(contextPath.isEmpty() ? "/" : contextPath, ServletContextHandler.SESSIONS);
        context.addServlet(new ServletHolder(new SignInServlet()), "/sign-in");
        context.addServlet(new ServletHolder(new LoginServlet()), "/login");
        context.addServlet(new ServletHolder(new IconServlet()), "/favicon.ico");
        context.addServlet(new ServletHolder(new FormServlet()), "/csrf");
        context.addServlet(new ServletHolder(web.page()), "/tokens/*");
        context.addServlet(new ServletHolder(web.endpoints()), "/tokens-json/*");
        if (keepsDeviceCodes()) {
            context.addServlet(new ServletHolder(web.deviceEndpoints()), "/device/*");
        }
        context.addServlet(new ServletHolder(new SettingsServlet()), "/settings");
        server.setHandler(context);
        server.start();
    }

    private boolean keepsDeviceCodes() {
        try {
            tokens.deviceFlow();
            return true;
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
    }

    /** A browser in which nobody is signed in. */
    TestBrowser browser() {
        return new TestBrowser(this);
    }

    /** A browser whose session has ended. */
    TestBrowser browserAfterItsSession() {
        TestBrowser browser = browser();
        for (String query : new String[] {"?user=nobody", "?out"}) {
            browser.get(contextPath + "/sign-in" + query);
        }
        return browser;
    }

    /** A browser in which a user is signed in. */
    TestBrowser browser(String user) {
        TestBrowser browser = browser();
        browser.get("/sign-in?user=" + user);
        return browser;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            tokens.close();
        }
    }

    private static String userOf(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? null : (String) session.getAttribute("user");
    }

    /** Answers with the token that a form of the host's own would contain. */
    private final class FormServlet extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write(web.forms().token(request));
        }
    }

    /** A page of the host that includes the panel. */
    private final class SettingsServlet extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            TokenPanel panel = web.page().panel(request);
            response.setContentType("text/html;charset=UTF-8");
            response.getWriter().write(panel.head() + "<h1>Settings</h1>" + panel.html());
        }
    }

    /** Has no icon, which is no error. */
    private static final class IconServlet extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(204);
        }
    }

    /** A login form that leads back to where the visitor was. */
    private static final class LoginServlet extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/html;charset=UTF-8");
            String next = request.getParameter("next");
            response.getWriter()
                    .write(
                            "<!doctype html><html lang=\"en\"><head><title>Login</title><link rel=\"icon\" href=\"data:,\">"
                                    + "</head><body><form action=\"/sign-in\"><label>User <input name=\"user\"></label>"
                                    + "<input type=\"hidden\" name=\"next\" value=\""
                                    + escaped(next == null ? "/tokens" : next)
                                    + "\"><button>Log in</button></form></body></html>");
        }

        private static String escaped(String text) {
            return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
        }
    }

    private static final class SignInServlet extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            HttpSession old = request.getSession(false);
            if (old != null) {
                old.invalidate();
            }
            if (request.getParameter("out") != null) {
                return;
            }
            request.getSession().setAttribute("user", request.getParameter("user"));
            // Whether this counts as a sign-in long ago.
            request.getSession().setAttribute("old", request.getParameter("old"));
            if (request.getParameter("next") != null) {
                response.sendRedirect(request.getParameter("next"));
            }
        }
    }
}
