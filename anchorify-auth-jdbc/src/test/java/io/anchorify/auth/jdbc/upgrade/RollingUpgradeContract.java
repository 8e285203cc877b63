package io.anchorify.auth.jdbc.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.DeviceAuthorization;
import io.anchorify.auth.DeviceFlow;
import io.anchorify.auth.DevicePoll;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One node of the previous version, which has created the schema and served requests, and one of this version, which has
 * upgraded the schema in the meantime.
 */
abstract class RollingUpgradeContract {

    /** More than the executions after which drivers prepare statements on the server, on each of the ten connections. */
    private static final int WARM_UP = 100;

    private final String prefix =
            "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 16) + "_";

    private UpgradeNode previous;
    private UpgradeNode current;
    private String issuedBefore;
    private String importedBefore;

    abstract DatabaseServer server();

    abstract PreviousVersion previousVersion();

    @BeforeEach
    void startNodes() {
        DatabaseServer server = server();
        previous = previousVersion().start(server.url(), server.user(), server.password(), prefix);
        issuedBefore = previous.issue("ada");
        for (int i = 0; i < WARM_UP; i++) {
            assertThat(previous.accepts(previous.issue("grace"))).isTrue();
        }
        importedBefore = previous.issueElsewhere("barbara");
        for (int i = 0; i < WARM_UP; i++) {
            previous.importFromElsewhere();
        }
        current = new LibraryNode(server.url(), server.user(), server.password(), prefix);
    }

    @AfterEach
    void stopNodes() {
        current.close();
        previous.close();
    }

    @Test
    void upgrade_whileThePreviousVersionRuns_isMade() throws SQLException {
        assertThat(query("SELECT version FROM {prefix}schema_version ORDER BY version"))
                .containsExactly("1", "2", "3");
        for (int i = 0; i < WARM_UP; i++) {
            assertThat(previous.accepts(current.issue("grace"))).isTrue();
            assertThat(current.accepts(previous.issue("grace"))).isTrue();
        }
        assertThat(current.accepts(issuedBefore)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void revocation_byEitherVersion_isRejectedByTheOtherAtOnce(boolean byPrevious) {
        UpgradeNode revoking = byPrevious ? previous : current;
        UpgradeNode other = byPrevious ? current : previous;
        for (String secret : List.of(issuedBefore, previous.issue("ada"), current.issue("ada"))) {
            assertThat(other.accepts(secret)).isTrue();
            revoking.revoke(secret);

            assertThat(other.accepts(secret)).isFalse();
            assertThat(revoking.accepts(secret)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void revocationOfAll_byEitherVersion_isRejectedByTheOtherAtOnce(boolean byPrevious) {
        UpgradeNode revoking = byPrevious ? previous : current;
        UpgradeNode other = byPrevious ? current : previous;
        List<String> secrets = List.of(issuedBefore, previous.issue("ada"), current.issue("ada"));
        assertThat(secrets).allMatch(other::accepts);
        revoking.revokeAll("ada");

        assertThat(secrets).noneMatch(other::accepts);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void import_byEitherVersion_isAcceptedByTheOtherAtOnce(boolean byPrevious) {
        UpgradeNode importing = byPrevious ? previous : current;
        UpgradeNode other = byPrevious ? current : previous;
        String secret = importing.issueElsewhere("ada");
        assertThat(other.accepts(secret)).isFalse();
        importing.importFromElsewhere();

        assertThat(other.accepts(secret)).isTrue();
        other.revoke(secret);
        assertThat(importing.accepts(secret)).isFalse();
    }

    /**
     * On PostgreSQL, a column that an upgrade adds outdates prepared statements, which drivers do not repeat within a transaction.
     * This upgrade adds none.
     */
    @Test
    void import_byThePreviousVersion_succeeds() {
        for (int i = 0; i < WARM_UP; i++) {
            previous.importFromElsewhere();
        }
        assertThat(current.accepts(importedBefore)).isTrue();
    }

    @Test
    void use_onThePreviousVersion_isRecorded() throws SQLException {
        String secret = current.issue("alan");
        assertThat(previous.accepts(secret)).isTrue();
        previous.flush();

        assertThat(query("SELECT last_used_at FROM {prefix}tokens WHERE owner = 'alan'"))
                .singleElement()
                .isNotNull();
    }

    @Test
    void attributes_afterARevocationByThePreviousVersion_remain() {
        try (TokenService tokens = service()) {
            String secret = tokens.issue(TokenRequest.of("alan").attribute("project", "anchorify"))
                    .secret()
                    .reveal();
            previous.revoke(secret);

            Token revoked = tokens.identify(secret).orElseThrow();
            assertThat(revoked.revokedAt()).isNotNull();
            assertThat(revoked.attributes()).containsEntry("project", "anchorify");
        }
    }

    @Test
    void rotation_withoutGrace_isRejectedByThePreviousVersionAtOnce() {
        try (TokenService tokens = service()) {
            String secret = previous.issue("alan");
            assertThat(previous.accepts(secret)).isTrue();
            Token predecessor = tokens.identify(secret).orElseThrow();
            String successor = tokens.rotate("alan", predecessor.id(), Duration.ZERO)
                    .successor()
                    .secret()
                    .reveal();

            assertThat(previous.accepts(secret)).isFalse();
            assertThat(previous.accepts(successor)).isTrue();
        }
    }

    @Test
    void tokenOfADevice_isAcceptedAndRevokedByThePreviousVersion() {
        try (TokenService tokens = service()) {
            DeviceFlow flow = tokens.deviceFlow();
            DeviceAuthorization started = flow.start("command", null, Set.of());
            previous.revokeAll("alan");
            assertThat(flow.approve(started.userCode(), TokenRequest.of("alan")))
                    .isTrue();
            DevicePoll.Issued issued =
                    (DevicePoll.Issued) flow.poll(started.deviceCode().reveal());
            String secret = issued.token().secret().reveal();

            assertThat(previous.accepts(secret)).isTrue();
            previous.revokeAll("alan");
            assertThat(current.accepts(secret)).isFalse();
        }
    }

    private TokenService service() {
        DatabaseServer server = server();
        return TokenService.builder(JdbcTokenStore.connect(server.url(), server.user(), server.password())
                        .tablePrefix(prefix))
                .build();
    }

    private List<String> query(String sql) throws SQLException {
        DatabaseServer server = server();
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql.replace("{prefix}", prefix))) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        }
    }
}
