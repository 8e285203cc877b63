package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.Tokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tokens revoke}. */
class TokensRevokeTest extends CommandTest {

    private static final String CURRENT = "Zk3Aa0Bb1Cc2Dd3Ee4Ff5G";
    private static final String CI = "Cc1Aa0Bb1Cc2Dd3Ee4Ff5G";
    private static final String CI_2 = "Cc1Zz0Bb1Cc2Dd3Ee4Ff5G";
    private static final String TWIN = "Cc1Aa0BbZZZZZZZZZZZZZZ";
    private static final String ENDED = "Ee1Aa0Bb1Cc2Dd3Ee4Ff5G";

    private static final Map<String, String> LABELS = Map.of(CURRENT, "laptop", CI, "ci", CI_2, "ci", TWIN, "Zk3Aa0Bb");

    private FakeServer server;

    @BeforeEach
    void open() {
        server = new FakeServer((exchange, request) -> {
            String answer = request.path().equals("/api/me")
                    ? FakeServer.ME
                    : "{\"tokens\":["
                            + String.join(
                                    ",",
                                    LABELS.keySet().stream()
                                            .sorted()
                                            .map(this::token)
                                            .toList())
                            + (request.path().contains("include=revoked") ? ",{\"id\":\"" + ENDED + "\"}" : "") + "]}";
            if (request.method().equals("DELETE")) {
                FakeServer.send(exchange, 204, "text/plain", "");
            } else {
                FakeServer.send(exchange, 200, "application/json", answer);
            }
        });
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void revoke_byFullIdInAScript_needsNoListAndNoOption() {
        assertOutput(revoke(CI), "Revoked Cc1Aa0Bb. No server accepts it any longer.");
        assertThat(server.requests())
                .extracting(FakeServer.RecordedRequest::path)
                .containsExactly("/api/me", "/api/tokens/" + CI);
        assertOutput(revoke("--json", CI), "{\"revoked\":\"" + CI + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"laptop", "Cc1Zz", "Cc1Zz0Bb"})
    void revoke_byLabelOrShortIdInAScript_requiresTheOption(String argument) {
        assertFailure(
                revoke(argument),
                2,
                "Nothing was changed, because there is no terminal to ask for confirmation. Add --yes.");
        assertThat(deleted()).isEmpty();

        assertThat(revoke("--yes", argument).exitCode()).isZero();
        assertThat(deleted()).hasSize(1);
    }

    @Test
    void revoke_onATerminal_namesTheTokenAndAsks() {
        onTerminal("y\n");

        Run run = revoke("Cc1Zz");

        assertThat(run)
                .isEqualTo(new Run(
                        0,
                        "Revoked 'ci' (Cc1Zz0Bb). No server accepts it any longer.\n",
                        "Revoke 'ci' (Cc1Zz0Bb), created 2 days ago, last used 2 minutes ago? [y/N] "));
        assertThat(deleted()).containsExactly(CI_2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "n\n", "nyes\n", "ye"})
    void revoke_notConfirmed_revokesNothing(String answer) {
        onTerminal(answer);

        Run run = revoke(CI);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).endsWith("? [y/N] anchorify: Not confirmed. Nothing was changed.\n");
        assertThat(deleted()).isEmpty();
    }

    @Test
    void revoke_ofSeveral_asksOnceAndRevokesTheCurrentOneLast() {
        onTerminal("YES\r\n");

        Run run = revoke("laptop", CI, CURRENT, "Cc1Zz");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEqualTo("""
                Note: 'laptop' (Zk3Aa0Bb) is the token that this command uses. Afterwards, log in with another one.
                  'ci' (Cc1Aa0Bb), created 2 days ago, last used 2 minutes ago
                  'ci' (Cc1Zz0Bb), created 2 days ago, last used 2 minutes ago
                  'laptop' (Zk3Aa0Bb), created 2 days ago, last used 2 minutes ago
                Revoke these 3 tokens? [y/N]\s""");
        assertThat(deleted()).containsExactly(CI, CI_2, CURRENT);
    }

    @Test
    void revoke_ofTheCurrentToken_warnsInAScriptToo() {
        Run run = revoke(CURRENT);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .isEqualTo("Note: Zk3Aa0Bb is the token that this command uses. Afterwards, log in with"
                        + " another one.\n");
    }

    @Test
    void revoke_ofAmbiguousArgument_listsTheCandidates() {
        assertFailure(revoke("--yes", CURRENT, "ci"), 2, """
                'ci' matches 2 tokens. Nothing was revoked. Use one of these ids:
                  Cc1Aa0Bb  ci, created 2 days ago, last used 2 minutes ago
                  Cc1Zz0Bb  ci, created 2 days ago, last used 2 minutes ago""");
        assertFailure(revoke("--yes", "Cc1Aa0Bb"), 2, """
                'Cc1Aa0Bb' matches 2 tokens. Nothing was revoked. Use one of these ids:
                  Cc1Aa0Bb1Cc2Dd3Ee4Ff5G  ci, created 2 days ago, last used 2 minutes ago
                  Cc1Aa0BbZZZZZZZZZZZZZZ  Zk3Aa0Bb, created 2 days ago, last used 2 minutes ago""");
        // A label that looks like the short id of another token.
        assertThat(revoke("--yes", "Zk3Aa0Bb").err()).contains("'Zk3Aa0Bb' matches 2 tokens.");
        assertThat(deleted()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lap", "Cc1", "cc1z", "../documents/1", "a/b", "a?b", "Ee1A"})
    void revoke_ofUnknownToken_revokesNothing(String argument) {
        assertFailure(
                revoke("--yes", CI, argument),
                1,
                "You have no active token '" + argument
                        + "'. Nothing was revoked. Run 'anchorify tokens list' to see what exists.");
        assertThat(deleted()).isEmpty();
    }

    @Test
    void revoke_ofEndedTokenByFullId_succeedsAgain() {
        assertThat(revoke(CI, ENDED).exitCode()).isZero();
        assertThat(deleted()).containsExactly(CI, ENDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "jf_Aa1"})
    void revoke_withTokenInsteadOfId_sendsNothing(String argument) {
        for (String secret : List.of(argument, Tokens.FIRST, Tokens.MISTYPED)) {
            Run run = revoke("--yes", CI, secret);

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("Name a token by its id or label, not by the token itself");
        }
        assertThat(server.requests()).isEmpty();
    }

    private Run revoke(String... arguments) {
        String[] line = new String[arguments.length + 2];
        line[0] = "tokens";
        line[1] = "revoke";
        System.arraycopy(arguments, 0, line, 2, arguments.length);
        return at(server, line);
    }

    private void onTerminal(String answer) {
        cli.isInTerminal = true;
        cli.isErrTerminal = true;
        cli.environment.put("NO_COLOR", "1");
        cli.stdin = answer;
    }

    private List<String> deleted() {
        return server.requests().stream()
                .filter(request -> request.method().equals("DELETE"))
                .map(request -> request.path().substring("/api/tokens/".length()))
                .toList();
    }

    private String token(String id) {
        return "{\"id\":\"%s\",\"label\":\"%s\",\"createdAt\":\"2026-11-22T12:00:00Z\",\"lastUsedAt\":\"2026-11-24T11:58:00Z\"}"
                .formatted(id, LABELS.get(id));
    }
}
