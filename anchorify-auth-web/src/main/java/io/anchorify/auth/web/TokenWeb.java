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
 * context.addServlet(web.endpoints(), "/tokens-json/*");
 * context.addServlet(web.deviceEndpoints(), "/device/*");
 * }</pre>
 */
public final class TokenWeb {

    private final Settings settings;
    private final TokenPage page;
    private final TokenEndpoints endpoints;

    TokenWeb(Settings settings) {
        this.settings = settings;
        this.page = new TokenPage(settings);
        this.endpoints = new TokenEndpoints(settings);
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
     * The operations of the page as JSON. Map it to a path prefix such as {@code /tokens-json/*}.
     *
     * @return the servlet, the same one for each call
     */
    public TokenEndpoints endpoints() {
        return endpoints;
    }

    /**
     * The login of commands through the browser (RFC 8628). Map it to a path prefix such as {@code /device/*}. The user approves it
     * on the {@link #page}, which must be mapped too.
     *
     * @return a servlet
     * @throws UnsupportedOperationException if the store of the service does not keep device codes
     */
    public DeviceEndpoints deviceEndpoints() {
        return new DeviceEndpoints(settings, settings.tokens().deviceFlow());
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
