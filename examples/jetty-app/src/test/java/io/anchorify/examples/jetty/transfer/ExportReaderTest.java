package io.anchorify.examples.jetty.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.Alphabet;
import io.anchorify.auth.Network;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenFormat;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an export of the first version may contain: each line is refused with its number, or means exactly what it says. */
class ExportReaderTest {

    private static final String HEADER = "{\"type\":\"header\",\"format\":\"anchorify-export\",\"version\":1}";
    private static final String TOKEN = "{\"type\":\"token\",\"id\":\"t1\",\"owner\":\"ada\",\"label\":\"laptop\","
            + "\"scopes\":[\"a\",\"b\"],\"hash\":\"" + "0".repeat(64) + "\",\"createdAt\":\"2026-03-01T09:30:00Z\","
            + "\"expiresAt\":\"2026-03-09T09:30:00Z\",\"lastUsedAt\":\"2026-03-02T09:30:00Z\","
            + "\"revokedAt\":\"2026-03-03T09:30:00Z\"}";
    private static final String CURRENT_HEADER = HEADER.replace(":1}", ":2}");
    private static final String FORMAT = "{\"type\":\"format\",\"prefix\":\"jf_\",\"alphabet\":\""
            + Alphabet.BASE62.characters() + "\",\"shortest\":35,\"longest\":35,\"checksum\":true}";
    private static final String CURRENT_TOKEN = TOKEN.replace(
                    "\"hash\"",
                    "\"attributes\":{\"project\":\"apollo\"},\"networks\":[\"192.0.2.0/24\",\"::1/128\"],\"hash\"")
            .replace(
                    "Z\"}",
                    "Z\",\"createdBy\":\"deployer\",\"lastUsedFrom\":\"192.0.2.7\",\"revokedBy\":\"root\","
                            + "\"revokeReason\":\"leaked\",\"predecessorId\":\"t0\",\"successorId\":\"t2\","
                            + "\"lastRefusedAt\":\"2026-03-04T09:30:00Z\",\"lastRefusedFrom\":\"2001:db8::1\"}");
    private static final String DOCUMENT = "{\"type\":\"document\",\"id\":\"d1\",\"owner\":\"ada\",\"title\":\"Notes\","
            + "\"body\":\"Hold fast.\",\"createdAt\":\"2026-03-01T09:30:00Z\"}";
    private static final String END = "{\"type\":\"end\",\"tokens\":1,\"documents\":1}";

    private final List<TokenFormat> formats = new ArrayList<>();

    @Test
    void export_ofTheFirstVersion_isReadAsTokensOfTheStandardFormat() throws Exception {
        assertThat(read(TOKEN, DOCUMENT)).hasSize(1);
        assertThat(formats).containsExactly(TokenFormat.standard());
    }

    @Test
    void export_withTokenFormats_passesThemOn() throws Exception {
        String foreign = "{\"type\":\"format\",\"prefix\":\"\",\"alphabet\":\"-fedcba9876543210\",\"shortest\":36,"
                + "\"longest\":40,\"checksum\":false}";
        String own = "{\"type\":\"format\",\"prefix\":\"ac_\",\"alphabet\":\"" + Alphabet.BASE62.characters()
                + "\",\"shortest\":35,\"longest\":35,\"checksum\":true}";

        assertThat(readBytes(bytes(CURRENT_HEADER, foreign, own, CURRENT_TOKEN, DOCUMENT, END)))
                .hasSize(1);
        assertThat(formats)
                .containsExactly(
                        TokenFormat.foreign("", Alphabet.of("0123456789abcdef-"), 36, 40),
                        TokenFormat.withPrefix("ac_"));
        refused("Line 2: wrong order: expected token formats, then tokens", own, TOKEN, DOCUMENT);
    }

    @Test
    void token_ofTheCurrentVersion_hasAllItsFields() throws Exception {
        Token token = readBytes(bytes(CURRENT_HEADER, FORMAT, CURRENT_TOKEN, DOCUMENT, END))
                .get(0)
                .token();

        assertThat(token)
                .isEqualTo(Token.builder("t1", "ada", Instant.parse("2026-03-01T09:30:00Z"))
                        .label("laptop")
                        .scopes(Set.of("a", "b"))
                        .attributes(Map.of("project", "apollo"))
                        .networks(List.of(Network.parse("192.0.2.0/24"), Network.parse("::1")))
                        .createdBy("deployer")
                        .expiresAt(Instant.parse("2026-03-09T09:30:00Z"))
                        .lastUsedAt(Instant.parse("2026-03-02T09:30:00Z"))
                        .lastUsedFrom("192.0.2.7")
                        .revokedAt(Instant.parse("2026-03-03T09:30:00Z"))
                        .revokedBy("root")
                        .revokeReason("leaked")
                        .predecessorId("t0")
                        .successorId("t2")
                        .lastRefusedAt(Instant.parse("2026-03-04T09:30:00Z"))
                        .lastRefusedFrom("2001:db8::1")
                        .build());
    }

    @Test
    void token_ofAnotherVersion_isRefusedByLine() {
        refused("Line 2: not a valid JSON object of an export.", CURRENT_TOKEN, DOCUMENT);
        refusedCurrent("Line 3: not a valid JSON object of an export.", TOKEN);
    }

    /** A field that version 2 of the format has added, and the sentence. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"attributes\":null | A required field of the token is missing.",
                "\"attributes\":[] | not a valid JSON object of an export.",
                "\"attributes\":{\"project\":null} | A required field of the token is missing.",
                "\"attributes\":{\"project\":5} | not a valid JSON object of an export.",
                "\"attributes\":{\"project\":{}} | not a valid JSON object of an export.",
                "\"attributes\":{\"project\":\"a\",\"project\":\"b\"} | not a valid JSON object of an export.",
                "\"attributes\":{\"Project\":\"a\"} | The key of an attribute must be",
                "\"attributes\":{\"project\":\"\"} | The value of the attribute project must be",
                "\"networks\":null | A required field of the token is missing.",
                "\"networks\":[null] | A required field of the token is missing.",
                "\"networks\":[5] | not a valid JSON object of an export.",
                "\"networks\":\"::1/128\" | not a valid JSON object of an export.",
                "\"networks\":[\"localhost\"] | A network must be an IPv4 or IPv6 address",
                "\"networks\":[\"10.0.0.1/8\"] | The address 10.0.0.1 has bits set after the prefix length",
                "\"networks\":[\"::1\"] | A network must be in its canonical form, here ::1/128.",
                "\"networks\":[\"2001:DB8::/32\"] | A network must be in its canonical form, here 2001:db8::/32.",
                "\"expiresAt\":null | A token with a successor must expire.",
                "\"createdBy\":5 | not a valid JSON object of an export.",
                "\"createdBy\":\"\" | The actor that created a token must be 1 to 255 characters",
                "\"revokedBy\":\"\\u0000\" | The actor that revoked a token must be 1 to 255 characters",
                "\"revokeReason\":\"\" | The reason of a revocation must be 1 to 255 characters",
                "\"predecessorId\":\"a b\" | A token id must be",
                "\"successorId\":\"\" | A token id must be",
                "\"lastRefusedAt\":0 | not a valid JSON object of an export.",
                "\"lastRefusedAt\":\"2026-03-04T09:30:00.0000001Z\" | A time must have microsecond precision",
                "\"lastRefusedAt\":null | A token that was not refused has no address of a refused use.",
                "\"lastUsedAt\":null | A token that was not used has no address of its last use.",
                "\"revokedAt\":null | A token that was not revoked has no actor that revoked it."
            })
    void token_withInvalidNewField_isRefusedByLine(String field, String sentence) {
        refusedCurrent("Line 3: " + sentence, replaced(CURRENT_TOKEN, field));
    }

    @Test
    void token_notRevokedWithAReason_isRefused() {
        refusedCurrent(
                "Line 3: A token that was not revoked has no reason.",
                replaced(replaced(CURRENT_TOKEN, "\"revokedAt\":null"), "\"revokedBy\":null"));
    }

    /** A field of a token, and the sentence. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"createdAt\":1772357400 | not a valid JSON object of an export.",
                "\"createdAt\":1772357400.5 | not a valid JSON object of an export.",
                "\"createdAt\":\"1772357400\" | not a valid JSON object of an export.",
                "\"createdAt\":[2026,3,1] | not a valid JSON object of an export.",
                "\"createdAt\":true | not a valid JSON object of an export.",
                "\"createdAt\":\"\" | not a valid JSON object of an export.",
                "\"createdAt\":\"2026-03-01\" | not a valid JSON object of an export.",
                "\"createdAt\":\"2026-03-01T09:30:00\" | not a valid JSON object of an export.",
                "\"createdAt\":\"2026-02-30T09:30:00Z\" | not a valid JSON object of an export.",
                "\"createdAt\":null | A required field of the token is missing.",
                "\"expiresAt\":0 | not a valid JSON object of an export.",
                "\"lastUsedAt\":0 | not a valid JSON object of an export.",
                "\"revokedAt\":0 | not a valid JSON object of an export.",
                "\"revokedAt\":\"2026-03-01T09:29:59.999999Z\" | A token cannot be revoked before it was created.",
                "\"expiresAt\":\"2026-03-01T09:29:59.999999Z\" | A token cannot expire before it was created.",
                "\"label\":5 | not a valid JSON object of an export.",
                "\"label\":5.5 | not a valid JSON object of an export.",
                "\"label\":true | not a valid JSON object of an export.",
                "\"label\":{} | not a valid JSON object of an export.",
                "\"label\":\"\\ud800\" | A label must not contain control characters",
                "\"label\":\"\\u0000\" | A label must not contain control characters",
                "\"owner\":5 | not a valid JSON object of an export.",
                "\"owner\":\"\\udc00\" | An owner must be 1 to 255 characters",
                "\"owner\":\"\\u0000\" | An owner must be 1 to 255 characters",
                "\"id\":5 | not a valid JSON object of an export.",
                "\"id\":null | A required field of the token is missing.",
                "\"id\":\"ä\" | A token id must be",
                "\"hash\":0 | not a valid JSON object of an export.",
                "\"hash\":\"00\" | A hash must be 64 hexadecimal digits.",
                "\"hash\":\"zz\" | A hash must be 64 hexadecimal digits.",
                "\"scopes\":null | A required field of the token is missing.",
                "\"scopes\":[null] | A required field of the token is missing.",
                "\"scopes\":[5] | not a valid JSON object of an export.",
                "\"scopes\":\"a\" | not a valid JSON object of an export.",
                "\"scopes\":\"\" | not a valid JSON object of an export.",
                "\"scopes\":[[\"a\"]] | not a valid JSON object of an export.",
                "\"label\":\"laptop\",\"label\":\"laptop\" | not a valid JSON object of an export.",
                "\"label\":\"laptop\",\"type\":\"token\" | not a valid JSON object of an export.",
                "\"label\":\"laptop\",\"more\":null | not a valid JSON object of an export.",
                "\"LABEL\":\"laptop\" | not a valid JSON object of an export.",
                "\"label\":'laptop' | not a valid JSON object of an export.",
                "\"label\":\"laptop\",/**/ | not a valid JSON object of an export.",
                "\"label\":NaN | not a valid JSON object of an export."
            })
    void token_withInvalidField_isRefusedByLine(String field, String sentence) {
        refused("Line 2: " + sentence, replaced(TOKEN, field), DOCUMENT);
    }

    /** A field of a document, and the sentence. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"createdAt\":1772357400 | not a valid JSON object of an export.",
                "\"createdAt\":null | A required field of the document is missing.",
                "\"owner\":5 | not a valid JSON object of an export.",
                "\"owner\":\"\" | An owner must be 1 to 255 characters",
                "\"owner\":\"\\u0000\" | An owner must be 1 to 255 characters",
                "\"title\":5 | not a valid JSON object of an export.",
                "\"title\":\"\\ud800\" | The field 'title' must have 1 to 200 characters",
                "\"body\":\"\\u0000\" | The field 'body' must have 1 to 15000 characters",
                "\"body\":null | A required field of the document is missing.",
                "\"id\":\"\" | A document id must have 1 to 64 characters"
            })
    void document_withInvalidField_isRefusedByLine(String field, String sentence) {
        refused("Line 3: " + sentence, TOKEN, replaced(DOCUMENT, field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e0", "\"1\"", "true", "null", "[1]", "99999999999999999999", "\"\""})
    void count_thatIsNoInteger_isRefusedByLine(String count) {
        assertThatThrownBy(() ->
                        readBytes(bytes(HEADER, TOKEN, DOCUMENT, END.replace("\"tokens\":1", "\"tokens\":" + count))))
                .isInstanceOf(BadLineException.class)
                .hasMessage("Line 4: not a valid JSON object of an export.");
        assertThatThrownBy(() -> readBytes(bytes(HEADER.replace("\"version\":1", "\"version\":" + count))))
                .isInstanceOf(BadLineException.class)
                .hasMessage("Line 1: not a valid JSON object of an export.");
    }

    /** Bytes, in hexadecimal, in the middle of a label. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "c0af",
                "c080",
                "e080af",
                "f08080af",
                "eda080",
                "edb080",
                "f4908080",
                "f8888080af",
                "80",
                "c3",
                "e282",
                "ff",
                "fe"
            })
    void line_withMalformedUtf8_isRefused(String hex) {
        String line = TOKEN.replace("laptop", new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> readBytes(bytes(StandardCharsets.ISO_8859_1, HEADER, line, DOCUMENT, END)))
                .isInstanceOf(BadLineException.class)
                .hasMessage("Line 2: not valid UTF-8.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void export_inAnotherEncoding_isRefused(String charset) {
        assertThatThrownBy(() -> readBytes((HEADER + "\n").getBytes(Charset.forName(charset))))
                .isInstanceOf(BadLineException.class)
                .hasMessageMatching("Line 1: not (valid UTF-8|a valid JSON object of an export)\\.");
    }

    @Test
    void line_thatIsNoObject_isRefused() {
        String notAnObject = "Line 2: not a valid JSON object of an export.";
        refused(notAnObject, "", DOCUMENT);
        refused(notAnObject, "\r", DOCUMENT);
        refused(notAnObject, " ", DOCUMENT);
        refused(notAnObject, "\u0000", DOCUMENT);
        refused(notAnObject, "\uFEFF" + TOKEN, DOCUMENT);
        refused(notAnObject, TOKEN + "\u0000", DOCUMENT);
        refused(notAnObject, TOKEN + TOKEN, DOCUMENT);
        refused(notAnObject, TOKEN + ",", DOCUMENT);
        refused(notAnObject, TOKEN.replace("}", ",}"), DOCUMENT);
        refused(notAnObject, "[\"token\"," + TOKEN.replace("\"type\":\"token\",", "") + "]", DOCUMENT);
        refused(notAnObject, "[" + TOKEN + "]", DOCUMENT);
        refused(notAnObject, TOKEN.replace("\"type\":\"token\",", ""), DOCUMENT);
        refused(notAnObject, TOKEN.replace("\"token\"", "[\"token\"]"), DOCUMENT);
        refused(notAnObject, TOKEN.replace("\"token\"", "null"), DOCUMENT);
        refused(notAnObject, TOKEN.replace("\"token\"", "1"), DOCUMENT);
        refused(notAnObject, "\"token\"", DOCUMENT);
        refused(notAnObject, "5", DOCUMENT);
        refused(notAnObject, "[".repeat(200_000), DOCUMENT);
        refused(notAnObject, replaced(TOKEN, "\"label\":" + "[".repeat(5000) + "]".repeat(5000)), DOCUMENT);
        refused(notAnObject, replaced(TOKEN, "\"label\":" + "9".repeat(200_000)), DOCUMENT);
        refused(
                "Line 2: A label must have at most 100 characters",
                replaced(TOKEN, "\"label\":\"" + "x".repeat(400_000) + "\""),
                DOCUMENT);
    }

    @Test
    void byteOrderMark_atTheBeginning_isRefused() {
        assertThatThrownBy(() -> readBytes(bytes("\uFEFF" + HEADER, TOKEN, DOCUMENT, END)))
                .isInstanceOf(BadLineException.class)
                .hasMessage("Line 1: not a valid JSON object of an export.");
    }

    @Test
    void lines_withCarriageReturns_areRead() throws Exception {
        byte[] export = (String.join("\r\n", HEADER, TOKEN, DOCUMENT, END) + "\r\n").getBytes(StandardCharsets.UTF_8);

        assertThat(readBytes(export)).hasSize(1);
    }

    /** An order that JSON does not prescribe, white space, escapes, and a zero with a sign: equal values. */
    @Test
    void lines_writtenDifferently_meanTheSame() throws Exception {
        String reordered = TOKEN.replace("{\"type\":\"token\",", "{ ").replace("}", " , \"type\" : \"\\u0074oken\"}");
        List<StoredToken> tokens = readBytes(bytes(HEADER, reordered.replace("laptop", "l\\u0061ptop"), DOCUMENT, END));

        assertThat(tokens).isEqualTo(readBytes(bytes(HEADER, TOKEN, DOCUMENT, END)));
        assertThat(readBytes(bytes(HEADER, "{\"type\":\"end\",\"tokens\":-0,\"documents\":0}")))
                .isEmpty();
    }

    @Test
    void times_atTheLimits_areRead() throws Exception {
        for (String field : List.of("expiresAt", "lastUsedAt", "revokedAt")) {
            assertThat(readBytes(bytes(
                            HEADER, replaced(TOKEN, "\"" + field + "\":\"2026-03-01T09:30:00Z\""), DOCUMENT, END)))
                    .hasSize(1);
            assertThat(readBytes(bytes(
                            HEADER,
                            replaced(TOKEN, "\"" + field + "\":\"9999-12-31T23:59:59.999999Z\""),
                            DOCUMENT,
                            END)))
                    .hasSize(1);
        }
        // A use that a node recorded whose clock is behind that of the node that issued the token.
        assertThat(readBytes(bytes(HEADER, replaced(TOKEN, "\"lastUsedAt\":\"2026-03-01T09:29:00Z\""), DOCUMENT, END)))
                .hasSize(1);
    }

    /** Replaces the field, whose name is that of the first field in the text. */
    private static String replaced(String line, String field) {
        String name = field.substring(0, field.indexOf(':') + 1).replace("LABEL", "label");
        String replaced = line.replaceFirst(
                name + "(\"[^\"]*\"|\\[[^]]*]|\\{[^}]*})", java.util.regex.Matcher.quoteReplacement(field));
        assertThat(replaced).isNotEqualTo(line);
        return replaced;
    }

    private void refusedCurrent(String message, String token) {
        assertThatThrownBy(() -> readBytes(bytes(CURRENT_HEADER, FORMAT, token, DOCUMENT, END)))
                .isInstanceOf(BadLineException.class)
                .hasMessageStartingWith(message);
    }

    private void refused(String message, String... lines) {
        assertThatThrownBy(() -> read(lines))
                .isInstanceOf(BadLineException.class)
                .hasMessageStartingWith(message);
    }

    private List<StoredToken> read(String... lines) throws Exception {
        List<String> all = new ArrayList<>(List.of(lines));
        all.add(0, HEADER);
        all.add(END);
        return readBytes(bytes(all.toArray(String[]::new)));
    }

    private static byte[] bytes(String... lines) {
        return bytes(StandardCharsets.UTF_8, lines);
    }

    private static byte[] bytes(Charset charset, String... lines) {
        return (String.join("\n", lines) + "\n").getBytes(charset);
    }

    private List<StoredToken> readBytes(byte[] export) throws Exception {
        List<StoredToken> tokens = new ArrayList<>();
        new ExportReader(new ByteArrayInputStream(export), formats::add).read(tokens::add, document -> {});
        return tokens;
    }
}
