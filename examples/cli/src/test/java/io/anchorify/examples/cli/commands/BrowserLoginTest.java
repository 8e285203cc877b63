package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.anchorify.examples.cli.DeviceServer;
import io.anchorify.examples.cli.FakeServer.RecordedRequest;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.SteppedDisk;
import io.anchorify.examples.cli.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code login} on a terminal without a token: the device authorization grant. */
class BrowserLoginTest extends DeviceLoginTest {

    @Test
    void login_approvedInTheBrowser_verifiesAndStoresTheToken() {
        server.error("authorization_pending", "authorization_pending").grants(Tokens.FIRST);

        Run run = login();

        assertThat(run)
                .isEqualTo(new Run(
                        0,
                        "You are logged in as ada at " + server.url()
                                + ", with the token 'laptop' (Zk3Aa0Bb1Cc2Dd3Ee4Ff5G).\n",
                        "Open " + server.url() + "/device in a browser on any device, and enter the code WDJB-MJHT.\n"
                                + "To paste a token instead, press Ctrl-C and run 'anchorify login --token-prompt'.\n"
                                + "Waiting for your approval. The code expires in 10 minutes.\n"));
        RecordedRequest poll = form(
                "/device/token",
                "client_id=anchorify&device_code=" + DeviceServer.DEVICE_CODE
                        + "&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code");
        assertThat(server.requests())
                .containsExactly(
                        form("/device/code", "client_id=anchorify&client_name=anchorify+on+laptop"),
                        poll,
                        poll,
                        poll,
                        new RecordedRequest("GET", "/api/me", "Bearer " + Tokens.FIRST, ""));
        assertThat(cli.pauses).containsOnly(Duration.ofSeconds(5)).hasSize(3);
        assertThat(cli.file()).hasContent("{\"host\":\"" + server.url() + "\",\"token\":\"" + Tokens.FIRST + "\"}\n");
        assertThat(cli.prompts).isEmpty();
    }

    @Test
    void login_afterEnter_opensTheBrowser() throws Exception {
        Path opened = useBrowser();
        cli.answer = Optional.of("");
        server.grants(Tokens.FIRST);

        Run run = login();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .isEqualTo("Your one-time code: WDJB-MJHT\nWaiting for your approval. The code expires in 10"
                        + " minutes.\n");
        assertThat(cli.prompts)
                .containsExactly("Press Enter to open " + server.url() + "/device in your browser, or paste a token: ");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(opened).hasContent(server.url() + "/device?user_code=WDJB-MJHT\n"));
    }

    @Test
    void login_withTokenPastedInsteadOfEnter_storesIt() throws Exception {
        useBrowser();
        cli.answer = Optional.of(" " + Tokens.SECOND + " ");

        assertThat(login().exitCode()).isZero();

        assertThat(cli.file()).content().contains(Tokens.SECOND);
        assertThat(server.paths()).containsExactly("/device/code", "/api/me");
    }

    @Test
    void login_withoutAnswerToTheOffer_printsTheAddress() throws Exception {
        useBrowser();
        server.grants(Tokens.FIRST);

        Run run = login();

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("Open " + server.url() + "/device in a browser on any device");
    }

    @Test
    void login_withMissingBrowser_namesTheAddress() {
        cli.environment.put("BROWSER", home.resolve("missing").toString());
        cli.answer = Optional.of("");
        server.grants(Tokens.FIRST);

        Run run = login();

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("Cannot start a browser. Open " + server.url() + "/device yourself.\n");
    }

    @ParameterizedTest
    @CsvSource({"SSH_CONNECTION,", "SSH_TTY,", "HOME, --no-browser"})
    void login_overSshOrWithoutBrowser_onlyPrintsTheAddress(String variable, String option) throws Exception {
        useBrowser();
        cli.environment.put(variable, home.toString());
        server.grants(Tokens.FIRST);

        Run run = option == null ? login() : login(option);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).startsWith("Open " + server.url() + "/device in a browser on any device");
        assertThat(cli.prompts).isEmpty();
    }

    @Test
    void login_withTokenPrompt_asksForTheToken() {
        cli.answer = Optional.of(Tokens.FIRST);

        assertThat(login("--token-prompt").exitCode()).isZero();

        assertThat(cli.prompts).containsExactly("Token: ");
        assertThat(server.paths()).containsExactly("/api/me");
    }

    @Test
    void login_withoutTerminal_namesTheOptions() {
        cli.isInTerminal = false;

        Run run = login();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("anchorify: No token given.");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void login_withNoBrowserOption_needsNoTerminal() {
        cli.isInTerminal = false;
        server.grants(Tokens.FIRST);

        assertThat(login("--no-browser").exitCode()).isZero();
    }

    @Test
    void login_withJson_printsOnlyTheIdentityOnStdout() {
        server.grants(Tokens.FIRST);

        assertThat(login("--json").out())
                .startsWith("{\"host\":\"" + server.url() + "\",\"owner\":\"ada\"")
                .hasLineCount(1);
    }

    @Test
    void approvedToken_thatCannotBeStored_isToBeRevoked() {
        cli.disk = new SteppedDisk(step -> {
            throw new IOException("No space left on device");
        });
        server.grants(Tokens.FIRST);

        Run run = login();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("no space left on device")
                .endsWith(
                        " The token that you approved was not stored; revoke it on " + server.url() + "/dashboard.\n");
    }

    @Test
    void approvedToken_thatCannotBeVerified_isToBeRevoked() {
        server.grants(Tokens.FIRST).withIdentity("{}");

        Run run = login();

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("The token that you approved was not stored;");
        assertThat(cli.file()).doesNotExist();
    }

    @Test
    void clientName_ofExcessiveLength_isTruncated() {
        cli.environment.put("HOSTNAME", "h".repeat(200));
        server.grants(Tokens.FIRST);

        assertThat(login().exitCode()).isZero();
        assertThat(server.requests().get(0).body()).endsWith("=anchorify+on+" + "h".repeat(87));
    }

    @Test
    void clientName_withoutVariable_isTheNameOfThisMachine() {
        cli.environment.remove("HOSTNAME");
        server.grants(Tokens.FIRST);

        assertThat(login().exitCode()).isZero();
        assertThat(server.requests().get(0).body()).matches(".*=anchorify\\+on\\+\\S+");
    }

    /** Writes its argument to the returned file. */
    private Path useBrowser() throws Exception {
        Path opened = home.resolve("opened");
        Path script = Files.writeString(
                home.resolve("browser"),
                "#!/bin/sh\necho \"$1\" > " + opened + ".tmp && mv " + opened + ".tmp " + opened);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        cli.environment.put("BROWSER", script.toString());
        return opened;
    }

    private static RecordedRequest form(String path, String body) {
        return new RecordedRequest("POST", path, "null", body);
    }
}
