package io.anchorify.auth.servlet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * URIs that every router reads alike: an absolute path (RFC 3986 section 3.3) without path parameters, dot segments and empty
 * segments, in which no character is encoded that would change the path if it were decoded once more or not at all.
 */
final class CanonicalUri {

    /** Characters that separate or alter segments, in the URI or after decoding. */
    private static final String SEPARATORS = "/\\.;%";

    private CanonicalUri() {}

    /**
     * Decodes a URI without query.
     *
     * @return the path, which is the given instance if nothing is encoded; or null if the URI is not canonical
     */
    static @Nullable String decode(String uri) {
        boolean isEncoded = false;
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == ';' || c == '\\' || (c == '/' && removableSegmentFollows(uri, i))) {
                return null;
            }
            isEncoded |= c == '%';
        }
        // An empty path equals that of the root (RFC 9110 section 4.2.3).
        boolean isPath = uri.isEmpty() || uri.charAt(0) == '/';
        if (!isPath) {
            return null;
        }
        return isEncoded ? decodeOctets(uri) : uri;
    }

    /** Whether a decoded path could be that of a canonical URI, in which {@code ?} and {@code #} end the path. */
    static boolean isCanonicalPath(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (Character.isISOControl(c)
                    || "\\;%?#".indexOf(c) >= 0
                    || (c == '/' && removableSegmentFollows(path, i))) {
                return false;
            }
        }
        return path.startsWith("/");
    }

    /** Whether the segment after a slash consists of dots alone, or is empty and not the last one. */
    private static boolean removableSegmentFollows(String path, int slash) {
        int end = slash + 1;
        while (end < path.length() && path.charAt(end) == '.') {
            end++;
        }
        boolean hasDots = end > slash + 1;
        return end < path.length() ? path.charAt(end) == '/' : hasDots;
    }

    private static @Nullable String decodeOctets(String uri) {
        ByteBuffer octets = ByteBuffer.allocate(uri.length());
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '%') {
                int octet = octetAt(uri, i + 1);
                if (octet < 0 || SEPARATORS.indexOf(octet) >= 0) {
                    return null;
                }
                octets.put((byte) octet);
                i += 2;
            } else {
                octets.put((byte) c);
            }
        }
        return decodeUtf8(octets.flip());
    }

    /** The octet of two hexadecimal digits, or -1. */
    private static int octetAt(String uri, int index) {
        boolean isComplete = index + 1 < uri.length()
                && HexFormat.isHexDigit(uri.charAt(index))
                && HexFormat.isHexDigit(uri.charAt(index + 1));
        return isComplete ? HexFormat.fromHexDigits(uri, index, index + 2) : -1;
    }

    private static @Nullable String decodeUtf8(ByteBuffer octets) {
        try {
            String path = StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
            return path.chars().anyMatch(Character::isISOControl) ? null : path;
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
