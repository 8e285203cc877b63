package io.anchorify.examples.spring;

import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenService;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Returns the principal of the request. Spring passes it to every parameter of its type. */
@RestController
@RequestMapping("/api/me")
class MeController {

    private final TokenService tokens;

    MeController(TokenService tokens) {
        this.tokens = tokens;
    }

    record Me(String owner, @Nullable String label, Set<String> scopes) {

        static Me of(TokenPrincipal principal) {
            return new Me(principal.owner(), principal.label(), principal.scopes());
        }
    }

    @GetMapping
    Me me(TokenPrincipal principal) {
        return Me.of(principal);
    }

    /** Responds from another thread, after an asynchronous dispatch. */
    @GetMapping("/later")
    Callable<Me> meLater(TokenPrincipal principal) {
        return () -> Me.of(principal);
    }

    /** Revokes the token of the request. No node accepts it after the response. */
    @DeleteMapping("/token")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeToken(TokenPrincipal principal) {
        tokens.revoke(principal.owner(), principal.tokenId());
    }
}
