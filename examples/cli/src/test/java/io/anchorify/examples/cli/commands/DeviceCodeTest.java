package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.DeviceServer;
import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.Tokens;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The request of the codes: servers without this login, unavailable ones, and hostile ones. */
class DeviceCodeTest extends DeviceLoginTest {

    @ParameterizedTest
    @CsvSource({
        "404, text/html, <h1>Not found</h1>",
        "401, application/problem+json, '{\"status\":401}'",
        "404, application/json, '{\"status\":404,\"error\":\"Not Found\"}'",
        "403, text/plain, ''",
        "405, text/plain, ''",
        "302, text/plain, ''",
        "200, text/html, <h1>Welcome</h1>",
        "200, application/json, {}"
    })
    void server_withoutBrowserLogin_promptsForTheToken(int status, String type, String body) {
        server.onCode(status, type, body, "Location", "/login");
        cli.answer = Optional.of(Tokens.FIRST);

        Run run = login();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .isEqualTo(
                        server.url() + " does not support a login in the browser. Paste a token from its dashboard.\n");
        assertThat(cli.prompts).containsExactly("Token: ");
        assertThat(cli.file()).content().contains(Tokens.FIRST);
    }

    @Test
    void server_refusingTheClient_isNamed() {
        server.onCode(400, "application/json", "{\"error\":\"unauthorized_client\"}");

        assertNotLoggedIn(login(), 1, "HOST refused the login (unauthorized_client).");
    }

    @Test
    void server_redirectingElsewhere_isReported() {
        server.onCode(301, "text/plain", "", "Location", server.url().replace("http:", "https:") + "/device/code");

        assertNotLoggedIn(
                login(),
                4,
                "HOST redirects to " + server.url().replace("http:", "https:")
                        + ", where the token was not sent. If you"
                        + " trust that address, run 'anchorify login --host URL' with it.");
        assertThat(cli.prompts).isEmpty();
    }

    @Test
    void server_thatIsBusy_isAskedAgain() {
        server.onCode(429, "text/plain", "", "Retry-After", "3")
                .onCode(0, "", "")
                .onCode(503, "text/plain", "", "Retry-After", "2")
                .grants(Tokens.FIRST);

        Run run = login();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(seconds()).containsExactly(3L, 0L, 2L, 5L);
        assertThat(run.err()).startsWith(server.url() + " is unavailable; retrying in 3 s.\n");
    }

    @Test
    void server_thatStaysBusy_isReported() {
        server.onCode(429, "text/plain", "", "Retry-After", "600");

        assertNotLoggedIn(
                login(),
                4,
                "HOST is unavailable (1 attempt). Try again in 600 s; if the problem persists, contact its operator.");
    }

    @Test
    void server_thatIsDown_isReported() {
        server.close();

        assertNotLoggedIn(login(), 4, "Cannot connect to HOST. Check the address, and that the server is running.");
        assertThat(cli.pauses).hasSize(3);
    }

    @Test
    void server_thatFails_isReported() {
        server.onCode(500, "application/problem+json", FakeServer.problemOf(500, "No disk."));

        assertNotLoggedIn(
                login(),
                1,
                "HOST refused the request (status 500): No disk. Try again later; if the problem persists, contact its"
                        + " operator.");
    }

    @Test
    void server_withoutEncryption_isWarnedAboutOnceBeforeTheRequest() {
        Run run = cli.run("login", "--host", "http://tokens.example.invalid");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err())
                .startsWith("Warning: the connection to http://tokens.example.invalid is not encrypted")
                .containsOnlyOnce("Warning:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verification_uri", "verification_uri_complete"})
    void address_ofAnotherServer_isNotOpened(String field) {
        server.withCode(field, "https://evil.example/\u001b[2Jdevice");
        cli.environment.put("BROWSER", home.resolve("missing").toString());
        cli.answer = Optional.of("");

        Run run = login();

        assertNotLoggedIn(
                run,
                4,
                "HOST wants the login approved at another address, which was not opened: https://evil.example/\uFFFD"
                        + "[2Jdevice. If you trust that server, run 'anchorify login --host URL' with its address.");
        assertThat(cli.prompts).isEmpty();
        assertThat(server.paths()).containsExactly("/device/code");
    }

    @Test
    void addressWithCode_missing_isReplacedByTheOtherOne() {
        server.withCode("verification_uri_complete", null).grants(Tokens.FIRST);

        assertThat(login().exitCode()).isZero();
    }

    @Test
    void userCode_withControlCharacters_isShownSafely() {
        server.withCode("user_code", "A\u001b]0;x\u0007\nB").grants(Tokens.FIRST);

        assertThat(login().err()).contains("and enter the code A\uFFFD]0;x\uFFFD\uFFFDB.\n");
    }

    @ParameterizedTest
    @CsvSource({
        "user_code, ",
        "user_code, ' '",
        "user_code, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "verification_uri, ",
        "expires_in, ",
        "expires_in, soon"
    })
    void response_withInvalidField_isReported(String field, String value) {
        server.withCode(field, value);

        assertNotLoggedIn(
                login(),
                4,
                "The server's response has no valid field '" + field
                        + "'. Check the address, and that command and server" + " have the same version.");
    }

    @Test
    void lifetime_ofExcessiveLength_isBounded() {
        server.withCode("expires_in", 999_999_999_999_999_999L).grants(Tokens.FIRST);

        assertThat(login().err()).contains("The code expires in 60 minutes.");
    }

    @Test
    void secrets_quotedByTheServer_areNeverPrinted() {
        String quoted = DeviceServer.DEVICE_CODE + " " + Tokens.FIRST;
        server.withCode("user_code", DeviceServer.DEVICE_CODE)
                .withCode("verification_uri", server.url() + "/" + DeviceServer.DEVICE_CODE)
                .onPoll(
                        400,
                        "application/json",
                        "{\"error\":\"" + quoted + "\",\"error_description\":\"" + quoted + "\"}");
        String output = login("--verbose").toString();
        server.withCode("verification_uri", "https://evil.example/" + DeviceServer.DEVICE_CODE);
        output += login("--verbose").toString();

        assertThat(output)
                .contains("> POST " + server.url() + "/device/code\n< 200 after ")
                .contains("> POST " + server.url() + "/device/token\n< 400 after ")
                .contains("[redacted]")
                .doesNotContain(DeviceServer.DEVICE_CODE)
                .doesNotContain(Tokens.FIRST);
    }

    @Test
    void token_grantedInTheBrowser_isNeverPrinted() {
        server.grants(Tokens.ADMIN).withIdentity(FakeServer.ME.replace("laptop", Tokens.ADMIN));

        Run run = login("--verbose");

        assertThat(run.exitCode()).isZero();
        assertThat(run.toString())
                .contains("[redacted]")
                .doesNotContain(Tokens.ADMIN)
                .doesNotContain(DeviceServer.DEVICE_CODE);
    }
}
