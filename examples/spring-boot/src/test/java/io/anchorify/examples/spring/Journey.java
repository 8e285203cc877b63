package io.anchorify.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

/** What users do first: sign in, create a token, call the API with it, and revoke it. */
final class Journey {

    private Journey() {}

    static void assertSucceeds(int port) throws Exception {
        Visitor ada = Visitor.signedIn(port, "ada");
        ApiClient client = new ApiClient(port, ada.createToken("laptop", "documents:read"));

        assertThat(client.get("/api/documents").body()).isEqualTo("[]");
        assertThat(client.post("/api/documents", "{\"title\":\"notes\"}").statusCode())
                .isEqualTo(403);
        ada.revokeNewest();
        assertThat(client.get("/api/documents").statusCode()).isEqualTo(401);
    }
}
