package io.anchorify.auth.web;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.web.internal.Settings;
import io.anchorify.auth.web.internal.device.DeviceSettings;
import io.anchorify.auth.web.internal.form.Origin;
import io.anchorify.auth.web.internal.text.Languages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Configures a {@link TokenWeb}. Not thread-safe. Functions and predicates are called by several threads. */
public final class TokenWebBuilder {

    private final TokenService tokens;
    private Function<HttpServletRequest, @Nullable String> user = HttpServletRequest::getRemoteUser;
    private Predicate<HttpServletRequest> administrators = request -> false;
    private Function<HttpServletRequest, TokenOffer> offer = request -> TokenOffer.standard();
    private @Nullable Function<HttpServletRequest, LoginCommand> loginCommand;
    private @Nullable PageLayout layout;
    private @Nullable String backTo;
    private @Nullable Function<String, String> signIn;
    private Predicate<HttpServletRequest> recentSignIn = request -> true;
    private @Nullable Function<String, String> signInAgain;
    private final Set<Origin> origins = new HashSet<>();
    private @Nullable URI publicUrl;
    private @Nullable URI devicePage;
    private Set<String> deviceClients = Set.of();
    private final Map<Locale, ResourceBundle> texts = new HashMap<>();
    private Function<HttpServletRequest, List<Locale>> locales = request -> Collections.list(request.getLocales());
    private InstantSource clock = InstantSource.system();

    TokenWebBuilder(TokenService tokens) {
        this.tokens = Objects.requireNonNull(tokens, "tokens");
    }

    /**
     * Sets who is signed in. The default is {@link HttpServletRequest#getRemoteUser}.
     *
     * @param user returns the owner of the tokens, or {@code null} if nobody is signed in. It must not accept a bearer token: a
     *     token cannot create tokens
     * @return this builder
     */
    public TokenWebBuilder user(Function<HttpServletRequest, @Nullable String> user) {
        this.user = Objects.requireNonNull(user, "user");
        return this;
    }

    /**
     * Sets who manages the tokens of all owners. By default, nobody does.
     *
     * @param administrators whether the signed-in user is an administrator
     * @return this builder
     */
    public TokenWebBuilder administrators(Predicate<HttpServletRequest> administrators) {
        this.administrators = Objects.requireNonNull(administrators, "administrators");
        return this;
    }

    /**
     * Sets what every user can choose for a new token. The default is {@link TokenOffer#standard}.
     *
     * @param offer the choices
     * @return this builder
     */
    public TokenWebBuilder offer(TokenOffer offer) {
        Objects.requireNonNull(offer, "offer");
        return offer(request -> offer);
    }

    /**
     * Sets what a user can choose for a new token, for each request.
     *
     * @param offer returns the choices of the signed-in user; for a device that requests scopes, of anybody
     * @return this builder
     */
    public TokenWebBuilder offer(Function<HttpServletRequest, TokenOffer> offer) {
        this.offer = Objects.requireNonNull(offer, "offer");
        return this;
    }

    /**
     * Shows a command with every new token, which logs in with it. By default, only the token is shown.
     *
     * @param command the command
     * @return this builder
     */
    public TokenWebBuilder loginCommand(LoginCommand command) {
        Objects.requireNonNull(command, "command");
        return loginCommand(request -> command);
    }

    /**
     * Shows a command with every new token, which depends on the request.
     *
     * @param command returns the command
     * @return this builder
     */
    public TokenWebBuilder loginCommand(Function<HttpServletRequest, LoginCommand> command) {
        this.loginCommand = Objects.requireNonNull(command, "command");
        return this;
    }

    /**
     * Shows the panel in a page of the host application. By default, it has a page of its own.
     *
     * @param layout writes that page
     * @return this builder
     */
    public TokenWebBuilder layout(PageLayout layout) {
        this.layout = Objects.requireNonNull(layout, "layout");
        return this;
    }

    /**
     * Adds a link that leads back to the application, on the page without a layout of the host.
     *
     * @param path a path on this host, such as {@code /settings}
     * @return this builder
     * @throws IllegalArgumentException if it does not start with a single slash
     */
    public TokenWebBuilder backTo(String path) {
        this.backTo = localPath(path);
        return this;
    }

    /**
     * Sets the page to which visitors are sent who are not signed in, also if their session ended while they filled in a form. Its
     * parameter {@code next} is the path to return to, with what was typed. By default, visitors are answered 401.
     *
     * @param path a path on this host, such as {@code /login}. The page must check that {@code next} is a path on this host
     * @return this builder
     * @throws IllegalArgumentException if it does not start with a single slash
     */
    public TokenWebBuilder signIn(String path) {
        return signIn(withNext(localPath(path)));
    }

    /**
     * Sets the page to which visitors are sent who are not signed in, by a function.
     *
     * @param url returns the URL for a path on this host where the visitor continues after signing in
     * @return this builder
     */
    public TokenWebBuilder signIn(Function<String, String> url) {
        this.signIn = Objects.requireNonNull(url, "url");
        return this;
    }

    /**
     * Demands a recent sign-in before a token is created, rotated, or approved for a device. By default, any signed-in user can do so.
     *
     * @param isRecent whether the user signed in recently enough
     * @param path where users are sent to sign in again, with the parameter {@code next} as in {@link #signIn}
     * @return this builder
     * @throws IllegalArgumentException if the path does not start with a single slash
     */
    public TokenWebBuilder recentSignIn(Predicate<HttpServletRequest> isRecent, String path) {
        this.recentSignIn = Objects.requireNonNull(isRecent, "isRecent");
        this.signInAgain = withNext(localPath(path));
        return this;
    }

    /**
     * Accepts forms whose origin is the public URL of the application. Needed behind a proxy that changes the header {@code Host}.
     * The first one is also the host of the links that {@link DeviceEndpoints} returns.
     *
     * @param url the URL, such as {@code https://tokens.example.org}; case and a default port do not matter
     * @return this builder
     * @throws IllegalArgumentException if it is not an {@code http} or {@code https} URL with a host
     */
    public TokenWebBuilder publicUrl(URI url) {
        origins.add(Origin.parse(url.toString())
                .orElseThrow(() -> new IllegalArgumentException("The public URL must be http(s)://HOST[:PORT]")));
        if (publicUrl == null) {
            publicUrl = url;
        }
        return this;
    }

    /**
     * Sets the address of the {@link TokenPage} for the links that {@link DeviceEndpoints} returns. By default, it is the host of the
     * first {@link #publicUrl}, or else of the request, with the mapping of the page in the same application.
     *
     * @param url the absolute address of the page, such as {@code https://tokens.example.org/tokens}
     * @return this builder
     * @throws IllegalArgumentException if it is not an {@code http} or {@code https} URL with a host, or has a query or fragment
     */
    public TokenWebBuilder devicePage(URI url) {
        if (Origin.parse(url.toString()).isEmpty() || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("The address of the page must be http(s)://HOST[:PORT]/PATH");
        }
        this.devicePage = url;
        return this;
    }

    /**
     * Limits which commands can log in through {@link DeviceEndpoints}. By default, any {@code client_id} is accepted. Nothing proves
     * that a command is what its {@code client_id} says.
     *
     * @param clientIds the accepted values of the parameter {@code client_id}
     * @return this builder
     */
    public TokenWebBuilder deviceClients(String... clientIds) {
        this.deviceClients = Set.of(clientIds);
        return this;
    }

    /**
     * Adds a language, or replaces texts of one. English and German are built in. A text that a bundle lacks is English.
     *
     * @param language the language of the bundle
     * @param bundle texts by the keys of {@code io/anchorify/auth/web/Messages.properties}
     * @return this builder
     */
    public TokenWebBuilder texts(Locale language, ResourceBundle bundle) {
        texts.put(language, bundle);
        return this;
    }

    /**
     * Sets the language of the texts. By default, it is the first language of {@code Accept-Language} that exists, or English.
     *
     * @param locale returns the language and region for a request
     * @return this builder
     */
    public TokenWebBuilder locale(Function<HttpServletRequest, Locale> locale) {
        Objects.requireNonNull(locale, "locale");
        this.locales = request -> List.of(locale.apply(request));
        return this;
    }

    /**
     * Sets the clock for relative times, for tests. The default is the clock of the system.
     *
     * @param clock the wall clock
     * @return this builder
     */
    public TokenWebBuilder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Creates the servlets. Starts no thread.
     *
     * @return the token page and its endpoints
     */
    public TokenWeb build() {
        return new TokenWeb(new Settings(
                tokens,
                user,
                administrators,
                offer,
                loginCommand,
                layout,
                backTo,
                signIn,
                recentSignIn,
                signInAgain,
                new FormProtection(origins),
                new Languages(texts),
                locales,
                new DeviceSettings(devicePage, publicUrl, deviceClients),
                clock));
    }

    private static Function<String, String> withNext(String path) {
        String separator = path.contains("?") ? "&" : "?";
        return next -> path + separator + "next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    private static String localPath(String path) {
        if (!path.startsWith("/") || path.startsWith("//") || path.startsWith("/\\")) {
            throw new IllegalArgumentException("The path must start with a single slash, not " + path);
        }
        return path;
    }
}
