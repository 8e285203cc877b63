package io.anchorify.examples.spring;

import io.anchorify.auth.TokenPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells a client which token it has. Any token may ask. */
@RestController
class MeController {

    record Me(String owner, @Nullable String label, Set<String> scopes) {}

    @GetMapping("/api/me")
    Me me(TokenPrincipal token) {
        return new Me(token.owner(), token.label(), token.scopes());
    }
}
