package io.anchorify.auth;

import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** On whose behalf a request with an accepted bearer token runs: the owner of a token, or the operator. */
public sealed interface BearerPrincipal extends Principal permits TokenPrincipal, AdminPrincipal {

    /** {@return the host application's own user id, or {@code null} for the operator, who is not a user} */
    @Nullable
    String owner();

    /** {@return what the token may be used for, as an immutable set} */
    Set<String> scopes();
}
