package io.anchorify.examples.spring;

import io.anchorify.auth.TokenPrincipal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The API: the documents of the owner of the token. */
@RestController
@RequestMapping("/api/documents")
class DocumentsController {

    private final JdbcClient database;

    DocumentsController(JdbcClient database) {
        this.database = database;
    }

    record Document(String title) {

        /** A request with another title is answered with 400. */
        Document {
            if (title.isBlank() || title.length() > 1000) {
                throw new IllegalArgumentException("A title has 1 to 1000 characters");
            }
        }
    }

    @GetMapping
    @PreAuthorize("hasAuthority('SCOPE_documents:read')")
    List<Document> list(TokenPrincipal token) {
        return database.sql("SELECT title FROM documents WHERE owner = ? ORDER BY id")
                .param(token.owner())
                .query(Document.class)
                .list();
    }

    @PostMapping
    @PreAuthorize("hasAuthority('SCOPE_documents:write')")
    @ResponseStatus(HttpStatus.CREATED)
    void create(TokenPrincipal token, @RequestBody Document document) {
        database.sql("INSERT INTO documents (owner, title) VALUES (?, ?)")
                .params(token.owner(), document.title())
                .update();
    }
}
