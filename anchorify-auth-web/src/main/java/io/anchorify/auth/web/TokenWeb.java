package io.anchorify.auth.web;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.web.internal.Settings;

/**
 * The token page of an application, and the same operations as JSON. Immutable and thread-safe.
 *
 * <pre>{@code
 * TokenWeb web = TokenWeb.builder(tokens)
 *         .offer(TokenOffer.standard().scope("documents:read", "Read your documents"))
 *         .administrators(request -> request.isUserInRole("admin"))
 *         .signIn("/login")
 *         .backTo("/settings")
 *         .build();
 * context.addServlet(web.page(), "/tokens/*");
 * }</pre>
 */
public final class TokenWeb {

    private final Settings settings;
    private final TokenPage page;

    TokenWeb(Settings settings) {
        this.settings = settings;
        this.page = new TokenPage(settings);
    }

    /**
     * Starts the configuration.
     *
     * @param tokens the service whose tokens are managed; the host closes it
     * @return a builder with every option at its default
     */
    public static TokenWebBuilder builder(TokenService tokens) {
        return new TokenWebBuilder(tokens);
    }

    /**
     * The page. Map it to a path prefix such as {@code /tokens/*}.
     *
     * @return the servlet, the same one for each call
     */
    public TokenPage page() {
        return page;
    }

    /**
     * The protection of forms, for forms of the host application.
     *
     * @return the protection
     */
    public FormProtection forms() {
        return settings.forms();
    }
}
