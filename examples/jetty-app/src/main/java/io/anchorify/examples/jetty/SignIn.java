package io.anchorify.examples.jetty;

import io.anchorify.examples.jetty.web.SecurityHeaders;
import jakarta.servlet.SessionTrackingMode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.SessionHandler;
import org.eclipse.jetty.ee11.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee11.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.FormAuthenticator;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.security.Credential;

/** The container's own sign-in: its users, its sessions, and the paths that need one. */
final class SignIn {

    private static final Duration SESSION = Duration.ofHours(8);

    private SignIn() {}

    static void configure(ServletContextHandler context, Map<String, String> users, boolean https) {
        configureSessions(context.getSessionHandler(), https);
        ConstraintSecurityHandler security = new Security();
        security.setRealmName("Anchorify");
        security.setLoginService(loginService(users));
        security.setAuthenticator(new LoginPage());
        security.addConstraintMapping(needsUser("/dashboard"));
        security.addConstraintMapping(needsUser("/dashboard/*"));
        context.setSecurityHandler(security);
    }

    private static void configureSessions(SessionHandler sessions, boolean https) {
        sessions.setSessionCookie(https ? "__Host-anchorify" : "anchorify");
        sessions.setHttpOnly(true);
        sessions.setSameSite(HttpCookie.SameSite.LAX);
        sessions.setSecureCookies(https);
        sessions.setSecureRequestOnly(false);
        sessions.getSessionCookieConfig().setPath("/");
        // Never in a URL.
        sessions.setSessionTrackingModes(EnumSet.of(SessionTrackingMode.COOKIE));
        sessions.setMaxInactiveInterval((int) SESSION.toSeconds());
    }

    private static HashLoginService loginService(Map<String, String> users) {
        UserStore store = new UserStore();
        users.forEach(
                (name, password) -> store.addUser(name, Credential.getCredential(password), new String[] {"user"}));
        HashLoginService service = new HashLoginService("Anchorify");
        service.setUserStore(store);
        return service;
    }

    private static ConstraintMapping needsUser(String path) {
        ConstraintMapping mapping = new ConstraintMapping();
        mapping.setPathSpec(path);
        mapping.setConstraint(Constraint.ANY_USER);
        return mapping;
    }

    /** It answers in front of every filter, so that what every answer says has to be said here too. */
    private static final class Security extends ConstraintSecurityHandler {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            SecurityHeaders.forEach((name, value) -> response.getHeaders().put(name, value));
            return super.handle(request, response, callback);
        }
    }

    /** Sends whoever has no session to the login page; what is posted there is the LoginServlet's. */
    private static final class LoginPage extends FormAuthenticator {

        LoginPage() {
            super("/login", null, false);
        }

        /** A form sent to the container itself would sign in past all filters, and so from any site. */
        @Override
        public boolean isJSecurityCheck(String path) {
            return false;
        }
    }
}
