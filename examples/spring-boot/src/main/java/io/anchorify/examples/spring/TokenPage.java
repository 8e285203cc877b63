package io.anchorify.examples.spring;

import io.anchorify.auth.Token;
import io.anchorify.auth.TokenPolicyException;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The page on which signed-in users create, see and revoke their own tokens. */
@Controller
class TokenPage {

    private static final List<String> SCOPES = List.of("documents:read", "documents:write");

    private final TokenService tokens;

    TokenPage(TokenService tokens) {
        this.tokens = tokens;
    }

    @GetMapping("/")
    String start() {
        return "redirect:/tokens";
    }

    @GetMapping("/tokens")
    String list(Principal user, Model model) {
        List<TokenRow> rows = tokens.list(TokenQuery.of(user.getName())).stream()
                .map(TokenRow::of)
                .toList();
        model.addAttribute("tokens", rows).addAttribute("scopes", SCOPES);
        return "tokens";
    }

    /** Answers with the secret instead of a redirect, so that the secret is neither in a session nor in a URL. */
    @PostMapping("/tokens")
    String create(
            Principal user,
            @RequestParam String label,
            @RequestParam(defaultValue = "") List<String> scopes,
            Model model) {
        try {
            TokenRequest request = request(user.getName(), label.strip(), scopes);
            model.addAttribute("secret", tokens.issue(request).secret().reveal());
        } catch (TokenPolicyException e) {
            model.addAttribute("problem", e.getMessage());
        }
        return list(user, model);
    }

    /** Revokes a token of this user. Another user's token is not found. */
    @PostMapping("/tokens/revoke")
    String revoke(Principal user, @RequestParam String id) {
        tokens.revoke(user.getName(), id);
        return "redirect:/tokens";
    }

    private static TokenRequest request(String owner, String label, List<String> scopes) {
        if (label.isEmpty() || !SCOPES.containsAll(scopes)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        try {
            return TokenRequest.of(owner).label(label).scopes(scopes.toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "The label cannot be stored.", e);
        }
    }

    /** What the page shows of a token. */
    record TokenRow(String id, @Nullable String label, String scopes, String expires, String lastUsed) {

        static TokenRow of(Token token) {
            return new TokenRow(
                    token.id(),
                    token.label(),
                    String.join(", ", token.scopes()),
                    day(token.expiresAt()),
                    day(token.lastUsedAt()));
        }

        private static String day(@Nullable Instant time) {
            return time == null ? "never" : time.toString().substring(0, 10);
        }
    }
}
