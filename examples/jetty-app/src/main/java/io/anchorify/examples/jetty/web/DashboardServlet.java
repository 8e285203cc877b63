package io.anchorify.examples.jetty.web;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists, generates and revokes the tokens of the signed-in user. The container enforces the sign-in. */
public final class DashboardServlet extends PageServlet {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 200;
    private static final int HISTORY_SHOWN = 50;
    private static final Pattern REVOKE = Pattern.compile("/tokens/([^/]+)/revoke");

    private final transient BrowserCookie cookie;
    private final transient TokenService tokens;
    private final transient InstantSource clock;
    private final transient Supplier<String> loginUrl;

    public DashboardServlet(
            Pages pages, BrowserCookie cookie, TokenService tokens, InstantSource clock, Supplier<String> loginUrl) {
        super(pages);
        this.cookie = cookie;
        this.tokens = tokens;
        this.clock = clock;
        this.loginUrl = loginUrl;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getPathInfo() != null) {
            // The URL of a form, opened directly or reloaded after the session ended.
            response.sendRedirect("/dashboard");
            return;
        }
        show(request, response, list(request), null, notice(request.getParameter("notice")), "", null);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "");
        Matcher revoke = REVOKE.matcher(path);
        if (path.equals("/tokens")) {
            generate(request, response);
        } else if (revoke.matches()) {
            revoke(request, response, revoke.group(1));
        } else {
            pages.notFound(response);
        }
    }

    private void generate(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String label = Objects.requireNonNullElse(request.getParameter("label"), "");
        TokenRequest tokenRequest;
        try {
            tokenRequest = TokenRequest.of(request.getRemoteUser()).label(label);
        } catch (IllegalArgumentException e) {
            show(request, response, list(request), null, null, label, e.getMessage() + ".");
            return;
        }
        // Before the token is issued: if the page failed afterwards, the secret would be lost.
        Listing before = list(request);
        IssuedToken token = issueOnce(request, tokenRequest);
        if (token == null) {
            redirect(response, "sent-before");
            return;
        }
        String secret = token.secret().reveal();
        String command = "anchorify login --host " + loginUrl.get() + " --token " + secret;
        show(request, response, before.with(token), new DashboardPage.Issued(secret, command), null, "", null);
    }

    private @Nullable IssuedToken issueOnce(HttpServletRequest request, TokenRequest tokenRequest) {
        FormIds forms = FormIds.of(request.getSession());
        String form = Objects.requireNonNullElse(request.getParameter("_once"), "");
        if (!forms.use(form)) {
            return null;
        }
        try {
            return tokens.issue(tokenRequest);
        } catch (RuntimeException e) {
            forms.giveBack(form);
            throw e;
        }
    }

    private void revoke(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        if (tokens.revoke(request.getRemoteUser(), id).found()) {
            redirect(response, "revoked");
        } else {
            pages.problem(response, 404, "Token not found", "You have no such token. Nothing was changed.");
        }
    }

    private void show(
            HttpServletRequest request,
            HttpServletResponse response,
            Listing listing,
            DashboardPage.@Nullable Issued issued,
            @Nullable String notice,
            String label,
            @Nullable String labelProblem)
            throws IOException {
        Instant now = clock.instant();
        pages.dashboard(
                response,
                new DashboardPage(
                        Visitor.of(request, response, cookie),
                        FormIds.of(request.getSession()).next(),
                        rows(listing.active, SHOWN, now),
                        listing.active.size() > SHOWN,
                        rows(listing.ended, HISTORY_SHOWN, now),
                        listing.ended.size() > HISTORY_SHOWN,
                        issued,
                        notice,
                        label,
                        labelProblem));
    }

    private Listing list(HttpServletRequest request) {
        return new Listing(newest(request, Which.ACTIVE, SHOWN), newest(request, Which.ENDED, HISTORY_SHOWN));
    }

    /** Loads one more than shown, to detect whether there are more. */
    private List<Token> newest(HttpServletRequest request, Which which, int shown) {
        return tokens.list(TokenQuery.of(request.getRemoteUser()).which(which).limit(shown + 1));
    }

    private List<TokenRow> rows(List<Token> listed, int shown, Instant now) {
        return listed.stream()
                .limit(shown)
                .map(token -> TokenRow.of(token, tokens.state(token), now))
                .toList();
    }

    private static void redirect(HttpServletResponse response, String notice) throws IOException {
        response.sendRedirect("/dashboard?notice=" + notice, HttpServletResponse.SC_SEE_OTHER);
    }

    private static @Nullable String notice(@Nullable String name) {
        return switch (Objects.requireNonNullElse(name, "")) {
            case "revoked" -> "Token revoked. No server accepts it any longer.";
            case "sent-before" -> "This form was already submitted, so no token was created.";
            default -> null;
        };
    }

    /** A user's tokens, newest first. */
    private record Listing(List<Token> active, List<Token> ended) {

        Listing with(IssuedToken newest) {
            return new Listing(
                    Stream.concat(Stream.of(newest.token()), active.stream()).toList(), ended);
        }
    }
}
