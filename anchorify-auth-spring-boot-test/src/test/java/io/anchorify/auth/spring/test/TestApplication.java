package io.anchorify.auth.spring.test;

import io.anchorify.auth.TokenPrincipal;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The application under test. */
@SpringBootApplication
class TestApplication {

    @RestController
    static class DocumentController {

        @GetMapping("/api/me")
        String me(TokenPrincipal token) {
            return token.owner() + " " + token.scopes() + " " + token.attributes() + " " + token.label();
        }

        @PostMapping("/api/documents")
        @PreAuthorize("hasAuthority('SCOPE_documents:write')")
        String publish(TokenPrincipal token) {
            return "published by " + token.owner();
        }
    }

    @Service
    static class Documents {

        @PreAuthorize("hasAuthority('SCOPE_documents:write')")
        String publish() {
            return "published";
        }
    }
}
