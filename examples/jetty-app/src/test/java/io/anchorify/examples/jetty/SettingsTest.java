package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.Authentication;
import io.anchorify.examples.jetty.web.Contact;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @TempDir
    private Path directory;

    @Test
    void settings_withoutVariables_haveDemoDefaults() {
        Settings settings = Settings.of(Map.of("ANCHORIFY_PORT", "", "ANCHORIFY_PUBLIC_URL", " "));

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.jdbcUrl()).startsWith("jdbc:h2:./");
        assertThat(settings.publicUrl()).isNull();
        assertThat(settings.users()).isEqualTo(Map.of("ada", "ada-demo", "grace", "grace-demo"));
    }

    @Test
    void settings_withAllVariables_useThem() throws Exception {
        Path users = Files.writeString(directory.resolve("users.properties"), "linus=tux\n");
        Settings settings = Settings.of(Map.of(
                "ANCHORIFY_PORT", "0",
                "ANCHORIFY_JDBC_URL", "jdbc:postgresql://db/x",
                "ANCHORIFY_JDBC_USER", "me",
                "ANCHORIFY_JDBC_PASSWORD", "hunter2",
                "ANCHORIFY_PUBLIC_URL", "https://tokens.example.org/",
                "ANCHORIFY_USERS", users.toString(),
                "ANCHORIFY_ADMINISTRATORS", " linus ,",
                "ANCHORIFY_BEHIND_PROXY", "true",
                "ANCHORIFY_TOKEN_ROTATION", "PT1H",
                "ANCHORIFY_CONTACT", "privacy@example.org"));

        assertThat(settings)
                .isEqualTo(new Settings(
                        0,
                        "jdbc:postgresql://db/x",
                        "me",
                        "hunter2",
                        URI.create("https://tokens.example.org"),
                        Map.of("linus", "tux"),
                        false,
                        Set.of("linus"),
                        true,
                        Duration.ofHours(1),
                        new Contact("privacy@example.org"),
                        null));
        assertThat(settings.toString()).doesNotContain("hunter2").doesNotContain("tux");
    }

    @Test
    void administrator_whoIsNoUser_isRefused() {
        assertThatThrownBy(() -> Settings.of(Map.of("ANCHORIFY_ADMINISTRATORS", "ada,mallory")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("'mallory'");
    }

    @ParameterizedTest
    @CsvSource({
        "privacy@example.org,mailto:privacy@example.org",
        "data.protection+tokens@mail.example.org,mailto:data.protection+tokens@mail.example.org",
        "https://example.org,https://example.org",
        "http://localhost:8080/privacy?team=a%20b#erase,http://localhost:8080/privacy?team=a%20b#erase"
    })
    void contact_valid_isALink(String value, String link) {
        assertThat(Settings.of(Map.of("ANCHORIFY_CONTACT", value)).contact())
                .extracting(Contact::link)
                .isEqualTo(link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "privacy",
                "privacy@",
                "a@b@c",
                "a b@example.org",
                "a@example.org?bcc=x@example.org",
                "javascript:alert(1)",
                "ftp://example.org",
                "https://",
                "https://user:secret@example.org",
                "https://example.org/\"onclick=",
                "mailto:privacy@example.org"
            })
    void contact_invalid_isNamed(String value) {
        assertThatThrownBy(() -> Settings.of(Map.of("ANCHORIFY_CONTACT", value)))
                .isInstanceOf(SettingsException.class)
                .hasMessage("ANCHORIFY_CONTACT must be an e-mail address or an http(s) URL, for example"
                        + " privacy@example.org, not '" + value + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {" hunter2", "hunter2\t", " "})
    void jdbcPassword_withWhiteSpace_isNotTrimmed(String password) {
        assertThat(Settings.of(Map.of("ANCHORIFY_JDBC_PASSWORD", password)).jdbcPassword())
                .isEqualTo(password);
    }

    @Test
    void jdbcPassword_empty_isNull() {
        assertThat(Settings.of(Map.of("ANCHORIFY_JDBC_PASSWORD", "")).jdbcPassword())
                .isNull();
    }

    @Test
    void network_withPublicUrlAndOwnUsers_isOpened() throws Exception {
        String url = "https://tokens.example.org";
        String users =
                Files.writeString(directory.resolve("users"), "linus=tux\n").toString();

        assertThat(Settings.of(Map.of()).isOpenToTheNetwork()).isFalse();
        assertThat(Settings.of(Map.of("ANCHORIFY_PUBLIC_URL", url)).isOpenToTheNetwork())
                .isFalse();
        assertThat(Settings.of(Map.of("ANCHORIFY_USERS", users)).isOpenToTheNetwork())
                .isFalse();
        assertThat(Settings.of(Map.of("ANCHORIFY_PUBLIC_URL", url, "ANCHORIFY_USERS", users))
                        .isOpenToTheNetwork())
                .isTrue();
    }

    @Test
    void adminToken_validOrTooShort_isNeverShown() {
        String token = "operator-operator-operator-operator";
        Settings settings = Settings.of(Map.of("REPO_SHARE_TOKEN", token));
        assertThat(settings.adminToken().authenticate(token)).isInstanceOf(Authentication.Authenticated.class);
        assertThat(settings.toString()).doesNotContain(token);
        assertThat(Settings.of(Map.of("REPO_SHARE_TOKEN", " ")).adminToken()).isNull();

        assertThatThrownBy(() -> Settings.of(Map.of("REPO_SHARE_TOKEN", "too-short-to-be-safe")))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("REPO_SHARE_TOKEN is invalid: An admin token must be 32 to 512 characters")
                .hasMessageNotContaining("too-short");
    }

    @Test
    void behindProxy_invalid_isNamed() {
        assertThatThrownBy(() -> Settings.of(Map.of("ANCHORIFY_BEHIND_PROXY", "yes")))
                .hasMessage("ANCHORIFY_BEHIND_PROXY must be true or false, not 'yes'");
    }

    @ParameterizedTest
    @CsvSource({"off,", "PT0S,PT0S", "PT1H,PT1H", "P365D,P365D", ",", "' ',"})
    void tokenRotation_offOrADuration_isUsed(String value, Duration grace) {
        Map<String, String> environment = value == null ? Map.of() : Map.of("ANCHORIFY_TOKEN_ROTATION", value);

        assertThat(Settings.of(environment).rotationGrace()).isEqualTo(grace);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "true", "1h", "-PT1S", "P365DT1S", "P1Y", "PT999999999999999999H"})
    void tokenRotation_invalid_isNamed(String value) {
        assertThatThrownBy(() -> Settings.of(Map.of("ANCHORIFY_TOKEN_ROTATION", value)))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "ANCHORIFY_TOKEN_ROTATION must be 'off' or a duration of up to 365 days, for example PT1H or"
                                + " P7D, not '" + value + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void secrets_fromFiles_haveNoLineBreakAtTheirEnd(String end) throws Exception {
        String token = "operator-operator-operator-operator";
        Path tokenFile = Files.writeString(directory.resolve("token"), token + end);
        Path passwordFile = Files.writeString(directory.resolve("password"), " hunter2\n " + end);
        Settings settings = Settings.of(Map.of(
                "REPO_SHARE_TOKEN_FILE", tokenFile.toString(),
                "ANCHORIFY_JDBC_PASSWORD_FILE", passwordFile.toString(),
                "ANCHORIFY_JDBC_PASSWORD", ""));

        assertThat(settings.adminToken().authenticate(token)).isInstanceOf(Authentication.Authenticated.class);
        assertThat(settings.jdbcPassword()).isEqualTo(" hunter2\n ");
    }

    @Test
    void secretFile_missingEmptyOrTooLong_isNamedByItsVariableOnly() throws Exception {
        String secret = "hunter2-hunter2-hunter2-hunter2-hunter2";
        Path empty = Files.writeString(directory.resolve(secret + "-empty"), "\n");
        Path large = Files.writeString(directory.resolve(secret + "-large"), secret.repeat(100));

        assertSecretFile(
                secret, "Cannot read the file in REPO_SHARE_TOKEN_FILE. Set it to the path of a readable file");
        assertSecretFile(
                secret + "\0", "Cannot read the file in REPO_SHARE_TOKEN_FILE. Set it to the path of a readable file");
        assertSecretFile(
                directory.toString(),
                "Cannot read the file in REPO_SHARE_TOKEN_FILE. Set it to the path of a readable file");
        assertSecretFile(empty.toString(), "The file in REPO_SHARE_TOKEN_FILE is empty");
        assertSecretFile(large.toString(), "The file in REPO_SHARE_TOKEN_FILE must have at most 1024 bytes");
    }

    private static void assertSecretFile(String path, String message) {
        assertThatThrownBy(() -> Settings.of(Map.of("REPO_SHARE_TOKEN_FILE", path)))
                .isInstanceOf(SettingsException.class)
                .hasMessage(message)
                .hasNoCause();
    }

    @Test
    void secret_fromVariableAndFile_isRefused() {
        assertThatThrownBy(() -> Settings.of(Map.of("REPO_SHARE_TOKEN", "x", "REPO_SHARE_TOKEN_FILE", "y")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("Set REPO_SHARE_TOKEN or REPO_SHARE_TOKEN_FILE, not both");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void secretFile_readableByOthers_isWarnedAbout() throws Exception {
        List<LogRecord> warnings = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord warning) {
                warnings.add(warning);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Path file = Files.writeString(directory.resolve("token"), "operator-operator-operator-operator");
        Logger logger = Logger.getLogger(SecretFile.class.getName());
        logger.addHandler(handler);
        try {
            for (String mode : List.of("rw-------", "rw-r-----", "rw-r--r--")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
                Settings.of(Map.of("REPO_SHARE_TOKEN_FILE", file.toString()));
            }
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(warnings)
                .singleElement()
                .satisfies(warning -> assertThat(new SimpleFormatter().formatMessage(warning))
                        .isEqualTo("Every user of this machine can read the file in REPO_SHARE_TOKEN_FILE."
                                + " Restrict it to this user with chmod 600"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "65536", "80 80", "1e3"})
    void port_invalid_isNamed(String port) {
        assertThatThrownBy(() -> Settings.of(Map.of("ANCHORIFY_PORT", port)))
                .hasMessage("ANCHORIFY_PORT must be a number from 0 to 65535, not '" + port + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokens.example.org", "ftp://x", "https://x/path", "https://user:secret@x", "https://x?y"})
    void publicUrl_invalid_isNamedNotShown(String url) {
        assertThatThrownBy(() -> Settings.of(Map.of("ANCHORIFY_PUBLIC_URL", url)))
                .hasMessageStartingWith("ANCHORIFY_PUBLIC_URL must be http(s)://")
                .hasMessageNotContaining("secret");
    }

    @Test
    void users_unreadableOrEmpty_areNamed() throws Exception {
        assertThatThrownBy(() -> Settings.of(Map.of("ANCHORIFY_USERS", "/nowhere")))
                .hasMessageContaining("Cannot read '/nowhere'. Set ANCHORIFY_USERS to a readable properties file");
        Path empty = Files.writeString(directory.resolve("empty"), "ada=\n");
        assertThatThrownBy(() -> Settings.of(Map.of("ANCHORIFY_USERS", empty.toString())))
                .hasMessageContaining("a line 'name=password' for each user");
    }
}
