package org.example.modulepath;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.web.TokenWeb;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/** Builds a filter, then issues, lists, authenticates and revokes a token, and finds the scripts of the schema. */
public final class Main {

    private static final String SCRIPT = "io/anchorify/auth/jdbc/schema/postgresql/V1__tokens.sql";

    private Main() {}

    public static void main(String[] args) throws Exception {
        JdbcTokenStore store = JdbcTokenStore.connect("jdbc:h2:mem:auth").createSchema();
        try (TokenService tokens = TokenService.builder(store).build()) {
            Filter filter = BearerTokenFilter.builder(tokens).build();
            require(filter.getClass().getModule().isNamed(), "checked by a filter in a named module");
            IssuedToken laptop = tokens.issue("ada", "laptop");
            String secret = laptop.secret().reveal();
            require(tokens.authenticate(secret) instanceof Authentication.Authenticated, "accepted when issued");
            require(page(tokens).contains("laptop"), "listed by the page, whose templates are in a named module");
            tokens.revoke("ada", laptop.id());
            require(tokens.authenticate(secret) instanceof Authentication.Rejected, "rejected when revoked");
        }
        if (ClassLoader.getSystemResource(SCRIPT) == null) {
            throw new AssertionError("Migration tools cannot find the scripts of the schema");
        }
        System.out.println("Module path: token accepted, then rejected after its revocation");
    }

    /** The token page, without a container. */
    private static String page(TokenService tokens) throws Exception {
        TokenWeb web = TokenWeb.builder(tokens).user(request -> "ada").build();
        StringWriter html = new StringWriter();
        Map<String, Object> session = new HashMap<>();
        HttpSession stub = stub(
                HttpSession.class,
                (method, arguments) -> switch (method) {
                    case "getAttribute" -> session.get(arguments[0]);
                    case "setAttribute" -> session.put((String) arguments[0], arguments[1]);
                    default -> null;
                });
        Map<String, Object> request = Map.of(
                "getMethod", "GET", "getContextPath", "", "getServletPath", "/tokens", "getSession", stub,
                "getLocales", Collections.enumeration(List.of(Locale.ENGLISH)));
        PrintWriter writer = new PrintWriter(html);
        web.page()
                .service(
                        (ServletRequest) stub(HttpServletRequest.class, (method, arguments) -> request.get(method)),
                        stub(
                                HttpServletResponse.class,
                                (method, arguments) -> method.equals("getWriter") ? writer : null));
        return html.toString();
    }

    private static <T> T stub(Class<T> type, BiFunction<String, Object[], Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            Object answer = answers.apply(method.getName(), arguments);
            Class<?> result = method.getReturnType();
            if (answer != null || !result.isPrimitive() || result == void.class) {
                return answer == null && result == Enumeration.class ? Collections.emptyEnumeration() : answer;
            }
            return result == boolean.class ? (Object) false : (Object) 0;
        }));
    }

    private static void require(boolean held, String expectation) {
        if (!held) {
            throw new AssertionError("Expected the token to be " + expectation);
        }
    }
}
