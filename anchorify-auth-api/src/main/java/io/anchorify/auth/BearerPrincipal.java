package io.anchorify.auth;

import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whom a request with an accepted bearer token speaks for: an owner through one of their tokens, or the operator. */
public sealed interface BearerPrincipal extends Principal permits TokenPrincipal, AdminPrincipal {

    /** {@return the host application's own user id, or {@code null} for the operator, who is no user} */
    @Nullable
    String owner();

    /** {@return what the token may be used for, as an immutable set} */
    Set<String> scopes();
}
