package org.example.war;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.web.TokenWeb;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Gives the filter its service, adds the token page, and puts one token into the servlet context. */
public final class Tokens implements ServletContextListener {

    private TokenService tokens;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        JdbcTokenStore store = JdbcTokenStore.connect("jdbc:h2:mem:auth").createSchema();
        tokens = TokenService.builder(store).build();
        event.getServletContext().setAttribute(BearerTokenFilter.DEFAULT_SERVICE_ATTRIBUTE, tokens);
        TokenWeb web = TokenWeb.builder(tokens).user(request -> "ada").build();
        event.getServletContext().addServlet("tokens", web.page()).addMapping("/tokens/*");
        String secret = tokens.issue("ada", "laptop").secret().reveal();
        event.getServletContext().setAttribute("org.example.war.secret", secret);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        tokens.close();
    }
}
