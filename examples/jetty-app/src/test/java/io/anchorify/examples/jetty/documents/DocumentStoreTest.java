package io.anchorify.examples.jetty.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.jdbc.JdbcTokenStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners of documents compare exactly on H2. */
class DocumentStoreTest {

    @ParameterizedTest
    @ValueSource(strings = {"", ";IGNORECASE=TRUE", ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;IGNORECASE=TRUE"})
    void owners_thatDifferInAnyCharacter_areDistinct(String settings) {
        assertOwnersAreDistinct(JdbcTokenStore.connect("jdbc:h2:mem:" + UUID.randomUUID() + settings));
    }

    static void assertOwnersAreDistinct(JdbcTokenStore store) {
        try (store) {
            DocumentStore documents = new DocumentStore(store.dataSource());
            documents.createSchema();
            String ada = "ada" + UUID.randomUUID() + "\u00e9";
            List<String> owners =
                    List.of(ada, ada.toUpperCase(Locale.ROOT), ada + " ", " " + ada, ada.replace("\u00e9", "e\u0301"));
            Map<String, String> ids = new HashMap<>();
            for (String owner : owners) {
                ids.put(owner, UUID.randomUUID().toString());
                documents.add(new Document(ids.get(owner), owner, "title", "body", Instant.EPOCH));
            }

            for (String owner : owners) {
                assertThat(documents.list(owner, 10, null))
                        .as("documents of '%s'", owner)
                        .extracting(Document.Summary::id)
                        .containsExactly(ids.get(owner));
            }
            assertThat(documents.find(ada + " ", ids.get(ada))).isEmpty();
            assertThat(documents.delete(owners.get(1), ids.get(ada))).isFalse();
            assertThat(documents.delete(ada, ids.get(ada).toUpperCase(Locale.ROOT)))
                    .isFalse();
            assertThat(documents.delete(ada, ids.get(ada))).isTrue();
        }
    }
}
