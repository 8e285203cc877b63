package io.anchorify.auth.spring.security;

import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.TokenPrincipal;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.Transient;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * A request with a valid token. The {@linkplain #getPrincipal() principal} is the {@link TokenPrincipal}, the {@linkplain
 * #getName() name} is the owner, and each scope is an authority. Contains neither the token nor its hash, and is never stored in a
 * session.
 */
@Transient
public final class TokenAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    /** Not serializable, because transient authentications are not stored. */
    @SuppressWarnings("serial")
    private final BearerPrincipal principal;

    private TokenAuthentication(BearerPrincipal principal, Collection<? extends GrantedAuthority> authorities) {
        super(authorities);
        this.principal = principal;
        super.setAuthenticated(true);
    }

    /**
     * The authentication of a principal, for instance in a test.
     *
     * @param principal the principal of a valid token
     * @param authorityPrefix what the authority of each scope begins with, usually {@code SCOPE_}; may be empty
     * @return an authentication without details
     */
    public static TokenAuthentication of(BearerPrincipal principal, String authorityPrefix) {
        Objects.requireNonNull(authorityPrefix, "authorityPrefix");
        List<SimpleGrantedAuthority> authorities = principal.scopes().stream()
                .map(scope -> new SimpleGrantedAuthority(authorityPrefix + scope))
                .toList();
        return new TokenAuthentication(principal, authorities);
    }

    /** Whether a token authenticates the current request. */
    static boolean isCurrent(SecurityContextHolderStrategy holder) {
        return holder.getContext().getAuthentication() instanceof TokenAuthentication;
    }

    /** {@return the principal of the token} */
    @Override
    public BearerPrincipal getPrincipal() {
        return principal;
    }

    /** {@return {@code null}: the token is not kept} */
    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    /** {@return the owner of the token; empty for the operator, so that no user has the same name} */
    @Override
    public String getName() {
        String owner = principal.owner();
        return owner == null ? "" : owner;
    }

    /** Compares principals, authorities and details. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenAuthentication && super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
