package io.anchorify.auth;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operator, who presented the {@link AdminToken}: no user, and in one role that no user's token can have. */
public record AdminPrincipal() implements BearerPrincipal {

    private static final Set<String> SCOPES = Set.of(AdminToken.ROLE);

    /** {@return {@code null}, for what the operator creates belongs to nobody} */
    @Override
    public @Nullable String owner() {
        return null;
    }

    /** {@return {@link AdminToken#ROLE} alone} */
    @Override
    public Set<String> scopes() {
        return SCOPES;
    }

    /** {@return {@code admin}, for logs; an owner can be called the same, so compare principals by type} */
    @Override
    public String getName() {
        return "admin";
    }
}
