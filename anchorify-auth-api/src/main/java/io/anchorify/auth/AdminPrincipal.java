package io.anchorify.auth;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operator, who presented the {@link AdminToken}: not a user, and in a role that no user's token can have. */
public record AdminPrincipal() implements BearerPrincipal {

    private static final Set<String> SCOPES = Set.of(AdminToken.ROLE);

    /** {@return {@code null}: what the operator creates belongs to no user} */
    @Override
    public @Nullable String owner() {
        return null;
    }

    /** {@return only {@link AdminToken#ROLE}} */
    @Override
    public Set<String> scopes() {
        return SCOPES;
    }

    /** {@return {@code admin}, for logs; an owner can have the same name, so compare principals by type} */
    @Override
    public String getName() {
        return "admin";
    }
}
