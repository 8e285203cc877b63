package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An export imported into each database and exported again. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TransferIT extends TransferFixture {

    @Test
    void export_throughEachDatabase_isIdentical() throws Exception {
        String url = "jdbc:h2:mem:" + UUID.randomUUID();
        long seed = ThreadLocalRandom.current().nextLong();
        try (TestApp source = TestApp.on(Map.of("ANCHORIFY_JDBC_URL", url));
                JdbcTokenStore store = JdbcTokenStore.connect(url)) {
            app = source;
            laptop = app.tokens.issue("ada", "laptop");
            app.tokens.issue(
                    TokenRequest.of("ädä 😀").label("Ωμέγα").scopes("a:b", "c").expiresIn(Duration.ofDays(9)));
            app.tokens.revoke("ada", app.tokens.issue("ada", "old").id());
            for (String title : List.of("ä", "\\\"'%_<b>", "😀", "trailing  ")) {
                publish(laptop.secret().reveal(), title);
                publish(TestApp.ADMIN_TOKEN, title);
            }
            new RandomRows(seed, store).add(100);
            String export = export(app);

            for (TestDatabases database : TestDatabases.values()) {
                try (TestApp other = TestApp.on(database.emptyEnvironment())) {
                    assertThat(importInto(other, export).body())
                            .as("seed %d", seed)
                            .startsWith("{\"tokens\":{\"added\":103,\"changed\":0,\"unchanged\":0}");
                    assertThat(export(other)).as("%s, seed %d", database, seed).isEqualTo(export);
                    assertThat(importInto(other, export(other)).body())
                            .startsWith("{\"tokens\":{\"added\":0,\"changed\":0,\"unchanged\":103}");
                }
            }
        }
    }
}
