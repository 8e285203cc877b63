package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invalid imports: the message names the line, and nothing is changed. All tests share two applications. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class InvalidImportTest extends TransferFixture {

    private TestApp empty;

    private String emptyExport;

    @BeforeAll
    void start() throws Exception {
        app = TestApp.inMemory();
        laptop = app.tokens.issue("ada", "laptop");
        publish(laptop.secret().reveal(), "hers");
        empty = TestApp.inMemory();
        emptyExport = export(empty);
    }

    @AfterAll
    void stop() {
        app.close();
        empty.close();
    }

    /** The number of a line, its replacement, and the message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 | {\"type\":\"header\",\"format\":\"anchorify-export\",\"version\":3} | expected an Anchorify export of version 1",
                "1 | {\"type\":\"header\",\"format\":\"other\",\"version\":1} | expected an Anchorify export of version 1",
                "1 | {\"type\":\"end\",\"tokens\":0,\"documents\":0} | the export header is missing",
                "2 | not JSON | not a valid JSON object",
                "2 | `` | not a valid JSON object",
                "2 | {\"type\":\"end\",\"tokens\":0,\"documents\":0} | the token formats are missing",
                "2 | null | not a valid JSON object",
                "2 | {\"type\":\"secret\"} | not a valid JSON object",
                "2 | {\"type\":\"token\",\"id\":\"a\"} | not a valid JSON object",
                "2 | {\"type\":\"end\",\"tokens\":0,\"documents\":0,\"x\":1} | not a valid JSON object",
                "2 | {\"type\":\"end\",\"tokens\":0,\"tokens\":0,\"documents\":0} | not a valid JSON object",
                "5 | {\"type\":\"header\",\"format\":\"anchorify-export\",\"version\":1} | wrong order",
                "5 | {\"type\":\"end\",\"tokens\":2,\"documents\":1} | the number of tokens or documents",
                "5 | {\"type\":\"end\",\"tokens\":1,\"documents\":0} | the number of tokens or documents"
            })
    void import_withInvalidLine_namesItAndChangesNothing(int number, String line, String sentence) throws Exception {
        List<String> lines = new ArrayList<>(export(app).lines().toList());
        lines.set(number - 1, line);

        refused(lines, number, sentence);
    }

    /** A replacement in the line of a token, and the message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"owner\":\"ada\" | \"owner\":null | A required field of the token is missing",
                "\"owner\":\"ada\" | \"owner\":\"\" | An owner must be 1 to 255 characters",
                "\"label\":\"laptop\" | \"label\":\"a\\nb\" | A label must not contain control characters",
                "\"scopes\":[] | \"scopes\":[\"anchorify:admin\"] | The scope 'anchorify:admin' is reserved for the admin token",
                "\"scopes\":[] | \"scopes\":[\"a b\"] | A scope must be one or more printable ASCII characters",
                "\"hash\":\" | \"hash\":\"x | A hash must be 64 hexadecimal digits",
                "\"hash\":\" | \"hash\":\"00 | A hash must be 64 hexadecimal digits",
                "\"revokedAt\":null | \"revokedAt\":\"2026-01-01T00:00:00.0000001Z\" | A time must have microsecond precision",
                "\"expiresAt\":null | \"expiresAt\":\"+10000-01-01T00:00:00Z\" | A time must have microsecond precision",
                "\"expiresAt\":null | \"expiresAt\":\"yesterday\" | not a valid JSON object"
            })
    void import_withInvalidToken_namesItsLineAndChangesNothing(String was, String is, String sentence)
            throws Exception {
        List<String> lines = new ArrayList<>(export(app).lines().toList());
        assertThat(lines.get(2)).contains(was);
        lines.set(2, lines.get(2).replace(was, is));

        refused(lines, 3, sentence);
    }

    /** A replacement in the line of the token format, and the message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"prefix\":\"jf_\" | \"prefix\":null | A required field of the token format is missing",
                "\"prefix\":\"jf_\" | \"prefix\":\"a b\" | prefix must be 1 to 16 characters",
                "\"longest\":35 | \"longest\":36 | A token format with a checksum must be one that Anchorify issues.",
                "\"longest\":35,\"checksum\":true | \"longest\":513,\"checksum\":false | A foreign token with a prefix of 3",
                "\"longest\":35 | \"longest\":\"35\" | not a valid JSON object"
            })
    void import_withInvalidFormat_namesItsLineAndChangesNothing(String was, String is, String sentence)
            throws Exception {
        List<String> lines = new ArrayList<>(export(app).lines().toList());
        assertThat(lines.get(1)).contains(was);
        lines.set(1, lines.get(1).replace(was, is));

        refused(lines, 2, sentence);
    }

    /** A replacement in the line of the token format, and the option that the message names. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"jf_\" | \"ac_\" | TokenFormat.withPrefix(\\\"ac_\\\")",
                "\"checksum\":true | \"checksum\":false | TokenFormat.foreign(\\\"jf_\\\", Alphabet.of("
            })
    void import_ofTokensThatNoRequestCouldPresent_namesTheOptionAndChangesNothing(String was, String is, String format)
            throws Exception {
        List<String> lines = new ArrayList<>(export(app).lines().toList());
        lines.set(1, lines.get(1).replace(was, is));

        refused(
                lines,
                2,
                "This service does not accept tokens of this format, so no request could present them. Add .accept("
                        + format);
    }

    @Test
    void import_withMissingOrExtraLines_namesTheLineAndChangesNothing() throws Exception {
        List<String> lines = export(app).lines().toList();

        refused(List.of(), 1, "the export header is missing");
        refused(lines.subList(0, 4), 5, "the export is truncated");
        refused(Arrays.asList(lines.get(0), lines.get(1), lines.get(3), lines.get(2), lines.get(4)), 4, "wrong order");
        List<String> more = new ArrayList<>(lines);
        more.add("{\"type\":\"end\",\"tokens\":1,\"documents\":1}");
        refused(more, 6, "unexpected line after the end line");
        refused(List.of("{\"type\":\"" + "x".repeat(600_000) + "\"}"), 1, "a line must have at most 524288 bytes");
    }

    @Test
    void import_ofAnotherContentType_isRejected() throws Exception {
        HttpResponse<String> answer = send(TestApp.ADMIN_TOKEN, "POST", "/api/admin/import", export(app));
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("The Content-Type must be application/x-ndjson.");
    }

    private void refused(List<String> lines, int number, String message) throws Exception {
        HttpResponse<String> answer = importInto(empty, String.join("\n", lines));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"Line " + number + ": " + message);
        assertThat(export(empty)).isEqualTo(emptyExport);
    }
}
