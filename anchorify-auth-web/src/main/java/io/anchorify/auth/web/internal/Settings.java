package io.anchorify.auth.web.internal;

import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.web.FormProtection;
import io.anchorify.auth.web.LoginCommand;
import io.anchorify.auth.web.PageLayout;
import io.anchorify.auth.web.TokenOffer;
import io.anchorify.auth.web.internal.device.DeviceSettings;
import io.anchorify.auth.web.internal.text.Languages;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the host application has configured.
 *
 * @param user who is signed in; {@code null} or an empty name for nobody
 * @param administrator whether the signed-in user manages the tokens of all owners
 * @param offer what a user can choose for a new token
 * @param loginCommand the command that the banner shows with a new token
 * @param layout the page around the panel, or {@code null} for the page of this module
 * @param backTo where the link "Back" leads, or {@code null} for none
 * @param signIn the URL to which visitors are sent who are not signed in, for the path where they continue; {@code null} to
 *     answer 401
 * @param recentSignIn whether the user signed in recently enough to create a token
 * @param signInAgain the URL to which users are sent who did not, as {@code signIn}
 * @param forms the protection of forms
 * @param languages the texts
 * @param locales the languages that a client prefers, the best one first
 * @param devices the login of devices
 * @param clock the wall clock, for relative times
 */
public record Settings(
        TokenService tokens,
        Function<HttpServletRequest, @Nullable String> user,
        Predicate<HttpServletRequest> administrator,
        Function<HttpServletRequest, TokenOffer> offer,
        @Nullable Function<HttpServletRequest, LoginCommand> loginCommand,
        @Nullable PageLayout layout,
        @Nullable String backTo,
        @Nullable Function<String, String> signIn,
        Predicate<HttpServletRequest> recentSignIn,
        @Nullable Function<String, String> signInAgain,
        FormProtection forms,
        Languages languages,
        Function<HttpServletRequest, List<Locale>> locales,
        DeviceSettings devices,
        InstantSource clock) {

    /** The signed-in user, or {@code null}. A bearer token signs nobody in, because a token must not create another one. */
    public @Nullable String userOf(HttpServletRequest request) {
        if (request.getUserPrincipal() instanceof TokenPrincipal) {
            return null;
        }
        String name = user.apply(request);
        return name == null || name.isEmpty() ? null : name;
    }
}
