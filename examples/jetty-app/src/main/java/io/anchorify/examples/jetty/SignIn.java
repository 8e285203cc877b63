package io.anchorify.examples.jetty;

import io.anchorify.examples.jetty.web.SecurityHeaders;
import jakarta.servlet.SessionTrackingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.SessionHandler;
import org.eclipse.jetty.ee11.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.security.AuthenticationState;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.ServerAuthException;
import org.eclipse.jetty.security.UserPrincipal;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.FormAuthenticator;
import org.eclipse.jetty.security.authentication.SessionAuthentication;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.security.Credential;

/** Configures the container's authentication: users and sessions. The token page requires a user. */
final class SignIn {

    /** How long a session may be idle. */
    private static final Duration SESSION = Duration.ofHours(2);

    private SignIn() {}

    static void configure(
            ServletContextHandler context, Map<String, String> users, boolean https, SecurityHeaders headers) {
        configureSessions(context.getSessionHandler(), https);
        ConstraintSecurityHandler security = new Security(headers);
        security.setRealmName("Anchorify");
        security.setLoginService(loginService(users));
        security.setAuthenticator(new LoginPage());
        context.setSecurityHandler(security);
    }

    private static void configureSessions(SessionHandler sessions, boolean https) {
        sessions.setSessionCookie(https ? "__Host-anchorify" : "anchorify");
        sessions.setHttpOnly(true);
        sessions.setSameSite(HttpCookie.SameSite.LAX);
        sessions.setSecureCookies(https);
        sessions.setSecureRequestOnly(false);
        sessions.getSessionCookieConfig().setPath("/");
        // Never puts the session id in a URL.
        sessions.setSessionTrackingModes(EnumSet.of(SessionTrackingMode.COOKIE));
        sessions.setMaxInactiveInterval((int) SESSION.toSeconds());
    }

    private static HashLoginService loginService(Map<String, String> users) {
        UserStore store = new UserStore();
        users.forEach(
                (name, password) -> store.addUser(name, Credential.getCredential(password), new String[] {"user"}));
        HashLoginService service = new Users();
        service.setUserStore(store);
        return service;
    }

    /** The URL of the login page for a visitor who then continues at a path. */
    static String urlFor(String next) {
        return next.equals("/dashboard") ? "/login" : "/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    /** Responds before any filter runs, so it sets the security headers too. */
    private static final class Security extends ConstraintSecurityHandler {

        private final SecurityHeaders headers;

        Security(SecurityHeaders headers) {
            this.headers = headers;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            headers.forEach((name, value) -> response.getHeaders().put(name, value));
            return super.handle(request, response, callback);
        }
    }

    /** Compares a password for an unknown name too, so that the time of an answer does not reveal which users exist. */
    private static final class Users extends HashLoginService {

        private final Credential unknown =
                Credential.getCredential(UUID.randomUUID().toString());

        Users() {
            super("Anchorify");
        }

        @Override
        protected UserPrincipal loadUserInfo(String name) {
            UserPrincipal user = super.loadUserInfo(name);
            return user != null ? user : new UserPrincipal(name, unknown);
        }
    }

    /**
     * Redirects to the login page, whose form the {@code LoginServlet} handles. Jetty's own redirect creates a session and
     * keeps the form of a POST in it, for anybody.
     */
    private static final class LoginPage extends FormAuthenticator {

        LoginPage() {
            super("/login", null, false);
        }

        @Override
        public AuthenticationState validateRequest(Request request, Response response, Callback callback)
                throws ServerAuthException {
            // A committed response means that nothing requires a user.
            if (isSignedIn(request) || response.isCommitted()) {
                return super.validateRequest(request, response, callback);
            }
            Response.sendRedirect(request, response, callback, HttpStatus.FOUND_302, "/login", false);
            return AuthenticationState.SEND_FAILURE;
        }

        private static boolean isSignedIn(Request request) {
            Session session = request.getSession(false);
            return session != null && session.getAttribute(SessionAuthentication.AUTHENTICATED_ATTRIBUTE) != null;
        }

        /** Disabled, because a form sent there would bypass the filters and allow login CSRF. */
        @Override
        public boolean isJSecurityCheck(String path) {
            return false;
        }
    }
}
