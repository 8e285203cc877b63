package io.anchorify.auth;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for the texts of a token. Every message here can reach a user, so it says what is accepted. */
final class TextRules {

    static final int MAX_OWNER_LENGTH = 255;
    static final int MAX_LABEL_LENGTH = 100;
    static final int MAX_SCOPES_LENGTH = 1000;
    static final int MAX_NOTE_LENGTH = 255;
    static final int MAX_ATTRIBUTES = 16;
    static final int MAX_ATTRIBUTE_LENGTH = 200;
    static final int MAX_NETWORKS_LENGTH = 1000;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    /** An IPv4 or IPv6 address as containers write it, perhaps with brackets, a zone or a port. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9:.%_\\-\\[\\]]{1,64}");

    private static final Pattern ATTRIBUTE_KEY = Pattern.compile("[a-z0-9._-]{1,40}");
    /** A scope-token of RFC 6749 section 3.3. */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    private TextRules() {}

    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    static void requireId(String id) {
        if (!isId(id)) {
            throw new IllegalArgumentException("A token id must be 1 to 64 characters of A-Z, a-z, 0-9, '_' and '-'");
        }
    }

    static void requireOwner(String owner) {
        if (!isOwner(owner)) {
            throw new IllegalArgumentException(
                    "An owner must be 1 to " + MAX_OWNER_LENGTH + " characters, without NUL or unpaired surrogates");
        }
    }

    static boolean isOwner(String owner) {
        return !owner.isEmpty() && length(owner) <= MAX_OWNER_LENGTH && isStorable(owner);
    }

    static void requireLabel(@Nullable String label) {
        if (label == null) {
            return;
        }
        if (length(label) > MAX_LABEL_LENGTH) {
            throw new IllegalArgumentException("A label must have at most " + MAX_LABEL_LENGTH + " characters");
        }
        if (!label.codePoints().allMatch(TextRules::isPlainText)) {
            throw new IllegalArgumentException("A label must not contain control characters, line breaks"
                    + " or characters that change the direction of text");
        }
    }

    /** What a device calls itself. */
    static void requireClientName(String name) {
        if (name.isBlank()
                || length(name) > MAX_LABEL_LENGTH
                || !name.codePoints().allMatch(TextRules::isPlainText)) {
            throw new IllegalArgumentException("A client name must be 1 to " + MAX_LABEL_LENGTH
                    + " characters, without control characters or line breaks");
        }
    }

    static Set<String> requireScopes(Set<String> scopes) {
        Set<String> copy = Set.copyOf(scopes);
        if (!copy.stream().allMatch(scope -> SCOPE.matcher(scope).matches())) {
            throw new IllegalArgumentException(
                    "A scope must be one or more printable ASCII characters other than space, '\"' and '\\'");
        }
        if (copy.contains(AdminToken.ROLE)) {
            throw new IllegalArgumentException("The scope '" + AdminToken.ROLE + "' is reserved for the admin token");
        }
        if (String.join(" ", copy).length() > MAX_SCOPES_LENGTH) {
            throw new IllegalArgumentException(
                    "The scopes of a token must have at most " + MAX_SCOPES_LENGTH + " characters in total");
        }
        return copy;
    }

    /** The actor or the reason of a change. */
    static void requireNote(String name, @Nullable String note) {
        if (note != null
                && (note.isEmpty()
                        || length(note) > MAX_NOTE_LENGTH
                        || !note.codePoints().allMatch(TextRules::isPlainText))) {
            throw new IllegalArgumentException(name + " must be 1 to " + MAX_NOTE_LENGTH
                    + " characters, without control characters or line breaks");
        }
    }

    static void requireAddress(@Nullable String address) {
        if (address != null && !ADDRESS.matcher(address).matches()) {
            throw new IllegalArgumentException("An address must be 1 to 64 characters of A-Z, a-z, 0-9 and :.%_-[]");
        }
    }

    /** The id of a predecessor or successor. */
    static void requireIdOrNull(@Nullable String id) {
        if (id != null) {
            requireId(id);
        }
    }

    /** Returns a sorted, immutable copy. */
    static Map<String, String> requireAttributes(Map<String, String> attributes) {
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw new IllegalArgumentException("A token must have at most " + MAX_ATTRIBUTES + " attributes");
        }
        attributes.forEach(TextRules::requireAttribute);
        return attributes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    static void requireAttribute(String key, String value) {
        if (!ATTRIBUTE_KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "The key of an attribute must be 1 to 40 characters of a-z, 0-9, '.', '_'" + " and '-'");
        }
        if (value.isEmpty()
                || length(value) > MAX_ATTRIBUTE_LENGTH
                || !value.codePoints().allMatch(TextRules::isPlainText)) {
            throw new IllegalArgumentException("The value of the attribute " + key + " must be 1 to "
                    + MAX_ATTRIBUTE_LENGTH + " characters, without control characters or line breaks");
        }
    }

    static List<Network> requireNetworks(List<Network> networks) {
        List<Network> copy = List.copyOf(networks);
        if (networkText(copy).length() > MAX_NETWORKS_LENGTH) {
            throw new IllegalArgumentException(
                    "The networks of a token must have at most " + MAX_NETWORKS_LENGTH + " characters in total");
        }
        return copy;
    }

    static String networkText(List<Network> networks) {
        return String.join(" ", networks.stream().map(Network::toString).toList());
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    private static boolean isPlainText(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            default -> !isBidirectionalOverride(codePoint);
        };
    }

    /** Embeddings, overrides and isolates (UAX 9), with which a label could imitate another text. */
    private static boolean isBidirectionalOverride(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }
}
