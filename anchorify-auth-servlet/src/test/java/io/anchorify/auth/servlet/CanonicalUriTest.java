package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalUriTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//",
                "//api",
                "/api//x",
                "/api//",
                "/.",
                "/..",
                "/./x",
                "/../x",
                "/api/.",
                "/api/..",
                "/api/./x",
                "/api/../x",
                "/api/...",
                "/.../x",
                "/api/..;/x",
                "/api;",
                "/;/x",
                "/api/x;y=z",
                "/api\\x",
                "\\api",
                "/api/\\..",
                "*",
                "api",
                "http://localhost/api",
                "localhost:80",
                "/api x",
                "/\u00e4",
                "/\u2028",
                "/api\u0000",
                "/api\t",
                "/api\u007f"
            })
    void uri_thatRoutersReadDifferently_isNotCanonical(String uri) {
        assertThat(CanonicalUri.decode(uri)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "%2",
                "%zz",
                "%2g",
                "%g2",
                "%-1",
                "%+1",
                "% 1",
                "%u002e",
                "%2f",
                "%2F",
                "%5c",
                "%5C",
                "%2e",
                "%2E",
                "%25",
                "%252f",
                "%3b",
                "%3B",
                "%00",
                "%01",
                "%09",
                "%0a",
                "%0d",
                "%1f",
                "%7f",
                "%c2%80",
                "%c2%85",
                "%c2%9f",
                "%80",
                "%c3",
                "%c3%",
                "%c3x",
                "%c0%af",
                "%c0%ae",
                "%e0%80%af",
                "%ed%a0%80",
                "%f5%80%80%80",
                "%ff"
            })
    void encoding_incompleteAmbiguousOrNotUtf8_isNotCanonical(String encoding) {
        assertThat(CanonicalUri.decode("/api/" + encoding)).isNull();
        assertThat(CanonicalUri.decode("/api/x" + encoding + "y/z")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "'', ''",
        "/api/, /api/",
        "/api/v1.2/.hidden/x..y/a., /api/v1.2/.hidden/x..y/a.",
        "/%61pi/x, /api/x",
        "/%41%70%49, /ApI",
        "/a%20b+c, '/a b+c'",
        "/k%C3%A4se, /k\u00e4se",
        "/%e2%82%ac/%f0%9f%98%80, /\u20ac/\ud83d\ude00",
        "/a:b@c=d&e!$()*~|^[]{}, /a:b@c=d&e!$()*~|^[]{}"
    })
    void uri_canonical_isDecodedOnce(String uri, String path) {
        assertThat(CanonicalUri.decode(uri)).isEqualTo(path);
    }

    @Test
    void uri_withoutEncoding_isReturnedAsItIs() {
        String uri = "/api/documents/" + "x".repeat(10);

        assertThat(CanonicalUri.decode(uri)).isSameAs(uri);
    }

    /** Every octet, plain and encoded, is either refused or stands for itself. */
    @Test
    void octet_anywhere_isRefusedOrKept() {
        List<String> refused = new ArrayList<>();
        for (int octet = 0; octet < 0x100; octet++) {
            String encoded = String.format(Locale.ROOT, "/x%%%02x", octet);
            String path = CanonicalUri.decode(encoded);
            if (path == null) {
                refused.add(encoded.substring(2));
            } else {
                assertThat(path).isEqualTo("/x" + new String(new byte[] {(byte) octet}, StandardCharsets.US_ASCII));
            }
        }
        assertThat(refused)
                .hasSize(32 + 5 + 1 + 128)
                .contains("%00", "%1f", "%2e", "%2f", "%5c", "%25", "%3b", "%7f", "%80");
    }
}
