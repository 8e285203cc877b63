package io.anchorify.auth.web;

import io.anchorify.auth.web.internal.form.Origin;
import io.anchorify.auth.web.internal.form.RandomId;
import io.anchorify.auth.web.internal.form.SessionAttribute;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells forms of the application's own pages from forms that another site sent. A request must pass two checks: the origin that
 * the browser sends, and a token that is bound to the session. Thread-safe.
 *
 * <p>The page and the endpoints of this package use it. The host application can use it for its own forms:
 *
 * <pre>{@code
 * String hidden = web.forms().token(request);          // the value of the hidden field "_csrf"
 * boolean isOwn = web.forms().accepts(request);        // in the servlet that receives the form
 * }</pre>
 */
public final class FormProtection {

    /** The name of the form field with the token. */
    public static final String FIELD = "_csrf";

    /** The name of the request header with the token, for requests without a form. */
    public static final String HEADER = "X-CSRF-Token";

    private static final SessionAttribute<String> TOKEN =
            new SessionAttribute<>("io.anchorify.auth.web.csrf", String.class, RandomId::next);

    private final Set<Origin> origins;

    FormProtection(Set<Origin> origins) {
        this.origins = Set.copyOf(origins);
    }

    /**
     * The token for the forms of a page. Creates a session if there is none.
     *
     * @param request the request for the page
     * @return the token, 24 characters of base64url
     */
    public String token(HttpServletRequest request) {
        return TOKEN.of(request.getSession());
    }

    /**
     * Whether a request comes from a page of the application and carries the token of its session.
     *
     * @param request a request that changes something
     * @return whether it passes both checks
     */
    public boolean accepts(HttpServletRequest request) {
        return isSameOrigin(request) && hasToken(request);
    }

    /**
     * Whether the browser says that a request comes from a page of the application. Current browsers send {@code Sec-Fetch-Site}
     * (W3C Fetch Metadata) over HTTPS and to the local machine; the others send {@code Origin} (RFC 6454). A request with neither
     * passes, because old browsers send neither, and so does the origin {@code null}, which forms on a page have whose referrer policy
     * is {@code no-referrer}. Then the token alone decides.
     *
     * @param request a request that changes something
     * @return false if it comes from another site
     */
    public boolean isSameOrigin(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        return origin == null
                || origin.equals("null")
                || Origin.parse(origin)
                        .filter(parsed -> isOwn(parsed, request.getHeader("Host")))
                        .isPresent();
    }

    /** A proxy that ends TLS passes on the host, but not the scheme. */
    private boolean isOwn(Origin origin, @Nullable String host) {
        return origins.contains(origin)
                || Stream.of("http", "https")
                        .map(scheme -> Origin.parse(scheme + "://" + host))
                        .flatMap(Optional::stream)
                        .anyMatch(origin::equals);
    }

    /**
     * Whether a request carries the token of its session, in the field or in the header.
     *
     * @param request a request that changes something
     * @return false also if there is no session
     */
    public boolean hasToken(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return false;
        }
        String header = request.getHeader(HEADER);
        return isEqual(TOKEN.of(session), header != null ? header : request.getParameter(FIELD));
    }

    private static boolean isEqual(String expected, @Nullable String sent) {
        return sent != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }
}
