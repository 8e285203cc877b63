package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The waits between the requests of the token, and how the login ends without one (RFC 8628 section 3.5). */
class DevicePollingTest extends DeviceLoginTest {

    @Test
    void slowDown_fromTheServer_lengthensEveryFurtherInterval() {
        server.error("slow_down", "authorization_pending", "slow_down", "authorization_pending")
                .grants(Tokens.FIRST);

        assertThat(login().exitCode()).isZero();
        assertThat(seconds()).containsExactly(5L, 10L, 10L, 15L, 15L);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 7", "0, 1", "-3, 1", "1000000, 300", ", 5"})
    void interval_ofTheServer_isBounded(Integer interval, long expected) {
        server.withCode("interval", interval).grants(Tokens.FIRST);

        assertThat(login().exitCode()).isZero();
        assertThat(seconds()).containsExactly(expected);
    }

    @Test
    void retryAfter_whilePolling_delaysOnePoll() {
        server.onPoll(429, "text/plain", "", "Retry-After", "40")
                .onPoll(503, "text/plain", "", "Retry-After", "2")
                .error("authorization_pending")
                .grants(Tokens.FIRST);

        assertThat(login().exitCode()).isZero();
        assertThat(seconds()).containsExactly(5L, 40L, 5L, 5L);
    }

    @Test
    void connection_brokenWhilePolling_backsOffUntilTheServerResponds() {
        server.closesConnection(5)
                .onPoll(502, "text/html", "<h1>Bad gateway</h1>")
                .error("authorization_pending")
                .grants(Tokens.FIRST);

        Run run = login();

        assertThat(run.exitCode()).isZero();
        assertThat(seconds()).containsExactly(5L, 10L, 20L, 40L, 60L, 60L, 60L, 5L);
        assertThat(run.err()).containsOnlyOnce("The server does not respond; retrying until the code expires.\n");
    }

    @Test
    void connection_brokenUntilTheEnd_isReported() {
        server.closesConnection(1);

        Run run = login();

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("anchorify: The connection to " + server.url() + " failed: ");
        assertThat(seconds()).containsExactly(5L, 10L, 20L, 40L, 60L, 60L, 60L, 60L, 60L, 60L, 60L, 60L, 45L);
        assertThat(cli.file()).doesNotExist();
    }

    @Test
    void code_neverApproved_expires() {
        server.withCode("expires_in", 12).error("authorization_pending");

        Run run = login();

        assertNotLoggedIn(
                run, 1, "The code expired before the login was approved. Run 'anchorify login' to try again.");
        assertThat(run.err()).contains("The code expires in 12 s.\n");
        assertThat(seconds()).containsExactly(5L, 5L, 2L);
    }

    @ParameterizedTest
    @CsvSource({
        "access_denied, 'The login was denied.'",
        "expired_token, 'The code expired before the login was approved.'",
        "invalid_grant, 'The code expired before the login was approved.'"
    })
    void login_endedByTheServer_namesTheReason(String error, String message) {
        server.error("authorization_pending", error);

        Run run = login();

        assertNotLoggedIn(run, 1, message + " Run 'anchorify login' to try again.");
        assertThat(server.paths()).containsExactly("/device/code", "/device/token", "/device/token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired_token", "invalid_grant"})
    void login_endedAfterALostResponse_mentionsTheToken(String error) {
        server.closesConnection(1).error("authorization_pending", error);

        assertNotLoggedIn(
                login(),
                1,
                "The code expired or was used by a request whose response was lost. If you approved the login, revoke the"
                        + " unused token on HOST/dashboard. Run 'anchorify login' to try again.");
    }

    @Test
    void login_withUnknownError_showsItSafely() {
        server.onPoll(
                400,
                "application/json",
                "{\"error\":\"unsupported\\u001b[31m\",\"error_description\":\"Ask\\nAda\\u202e.\"}");

        assertNotLoggedIn(login(), 1, "HOST refused the login (unsupported\uFFFD[31m: Ask\uFFFDAda\uFFFD.).");
    }

    @ParameterizedTest
    @CsvSource({"404, text/html, <h1>Not found</h1>", "401, application/problem+json, '{\"status\":401}'"})
    void login_withoutTheEndpointOfTheToken_isReported(int status, String type, String body) {
        server.onPoll(status, type, body);

        assertNotLoggedIn(
                login(), 4, "HOST does not respond like an Anchorify server. Use the address shown on its dashboard.");
    }

    @ParameterizedTest
    @CsvSource({"{}", "'{\"access_token\":\"x\"}'", "'{\"access_token\":\"x\",\"token_type\":\"mac\"}'", "x"})
    void login_withoutUsableToken_isReported(String json) {
        server.onPoll(200, "application/json", json);

        assertNotLoggedIn(
                login(),
                4,
                "HOST sent no token that this command can use. Check that command and server have the same version.");
    }

    @Test
    void login_withMalformedToken_isRefused() {
        server.grants(Tokens.MISTYPED);

        Run run = login();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("The token from the browser login is malformed");
    }
}
