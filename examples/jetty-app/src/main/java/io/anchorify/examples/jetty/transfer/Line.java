package io.anchorify.examples.jetty.transfer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.anchorify.auth.Alphabet;
import io.anchorify.auth.Network;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenFormat;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenRequest;
import io.anchorify.examples.jetty.documents.Document;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A line of an export: the header, then token formats, tokens, and documents, the latter by ascending id, and the end line. The operator
 * sees the exception messages, preceded by the line number.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Line.Header.class, name = "header"),
    @JsonSubTypes.Type(value = Line.FormatLine.class, name = "format"),
    @JsonSubTypes.Type(value = Line.TokenLine.class, name = "token"),
    @JsonSubTypes.Type(value = Line.DocumentLine.class, name = "document"),
    @JsonSubTypes.Type(value = Line.End.class, name = "end")
})
sealed interface Line {

    /** Format and version. */
    record Header(String format, int version) implements Line {

        static final Header CURRENT = new Header("anchorify-export", 2);
        /** Has no token formats: every token begins with {@code jf_}. */
        static final Header FIRST = new Header("anchorify-export", 1);
    }

    /** A format of tokens. The hashes of tokens do not reveal it. */
    record FormatLine(String prefix, String alphabet, int shortest, int longest, boolean checksum) implements Line {

        static FormatLine of(TokenFormat format) {
            return new FormatLine(
                    format.prefix(),
                    format.alphabet().characters(),
                    format.shortest(),
                    format.longest(),
                    format.hasChecksum());
        }

        TokenFormat toFormat() {
            require("token format", prefix, alphabet);
            TokenFormat format = checksum
                    ? TokenFormat.withPrefix(prefix)
                    : TokenFormat.foreign(prefix, Alphabet.of(alphabet), shortest, longest);
            if (checksum && !of(format).equals(this)) {
                throw new IllegalArgumentException("A token format with a checksum must be one that Anchorify issues.");
            }
            return format;
        }
    }

    /** A token, in the fields of a version of the format. */
    sealed interface AnyTokenLine extends Line {

        StoredToken toStoredToken();
    }

    /** The types of the lines after the header of version 1. */
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Line.Header.class, name = "header"),
        @JsonSubTypes.Type(value = Line.FormatLine.class, name = "format"),
        @JsonSubTypes.Type(value = Line.FirstTokenLine.class, name = "token"),
        @JsonSubTypes.Type(value = Line.DocumentLine.class, name = "document"),
        @JsonSubTypes.Type(value = Line.End.class, name = "end")
    })
    interface FirstVersion {}

    /** A token with the SHA-256 of its cleartext in hexadecimal. */
    record TokenLine(
            String id,
            String owner,
            @Nullable String label,
            List<String> scopes,
            Map<String, String> attributes,
            List<String> networks,
            String hash,
            Instant createdAt,
            @Nullable String createdBy,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable String lastUsedFrom,
            @Nullable Instant revokedAt,
            @Nullable String revokedBy,
            @Nullable String revokeReason,
            @Nullable String predecessorId,
            @Nullable String successorId,
            @Nullable Instant lastRefusedAt,
            @Nullable String lastRefusedFrom)
            implements AnyTokenLine {

        static TokenLine of(StoredToken stored) {
            Token token = stored.token();
            return new TokenLine(
                    token.id(),
                    token.owner(),
                    token.label(),
                    List.copyOf(new TreeSet<>(token.scopes())),
                    new TreeMap<>(token.attributes()),
                    token.networks().stream().map(Network::toString).toList(),
                    HexFormat.of().formatHex(stored.hash().bytes()),
                    token.createdAt(),
                    token.createdBy(),
                    token.expiresAt(),
                    token.lastUsedAt(),
                    token.lastUsedFrom(),
                    token.revokedAt(),
                    token.revokedBy(),
                    token.revokeReason(),
                    token.predecessorId(),
                    token.successorId(),
                    token.lastRefusedAt(),
                    token.lastRefusedFrom());
        }

        @Override
        public StoredToken toStoredToken() {
            require("token", id, owner, scopes, attributes, networks, hash, createdAt);
            require("token", scopes.toArray());
            require("token", attributes.values().toArray());
            require("token", networks.toArray());
            if (!hash.matches("[0-9A-Fa-f]{64}")) {
                throw new IllegalArgumentException("A hash must be 64 hexadecimal digits.");
            }
            Token token = token();
            requireOrder(createdAt, expiresAt, "A token cannot expire before it was created.");
            requireOrder(createdAt, revokedAt, "A token cannot be revoked before it was created.");
            requireTime(lastUsedAt, lastUsedFrom, "A token that was not used has no address of its last use.");
            requireTime(
                    lastRefusedAt, lastRefusedFrom, "A token that was not refused has no address of a refused use.");
            requireTime(revokedAt, revokedBy, "A token that was not revoked has no actor that revoked it.");
            requireTime(revokedAt, revokeReason, "A token that was not revoked has no reason.");
            requireTime(expiresAt, successorId, "A token with a successor must expire.");
            return new StoredToken(token, TokenHash.of(HexFormat.of().parseHex(hash)));
        }

        private Token token() {
            return Token.builder(id, owner, storable(createdAt))
                    .label(label)
                    .scopes(Set.copyOf(scopes))
                    .attributes(attributes)
                    .networks(networks.stream().map(Line::canonicalNetwork).toList())
                    .createdBy(createdBy)
                    .expiresAt(storableOrNull(expiresAt))
                    .lastUsedAt(storableOrNull(lastUsedAt))
                    .lastUsedFrom(lastUsedFrom)
                    .revokedAt(storableOrNull(revokedAt))
                    .revokedBy(revokedBy)
                    .revokeReason(revokeReason)
                    .predecessorId(predecessorId)
                    .successorId(successorId)
                    .lastRefusedAt(storableOrNull(lastRefusedAt))
                    .lastRefusedFrom(lastRefusedFrom)
                    .build();
        }
    }

    /** A token of an export of version 1. */
    record FirstTokenLine(
            String id,
            String owner,
            @Nullable String label,
            List<String> scopes,
            String hash,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt)
            implements AnyTokenLine {

        @Override
        public StoredToken toStoredToken() {
            return new TokenLine(
                            id,
                            owner,
                            label,
                            scopes,
                            Map.of(),
                            List.of(),
                            hash,
                            createdAt,
                            null,
                            expiresAt,
                            lastUsedAt,
                            null,
                            revokedAt,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null)
                    .toStoredToken();
        }
    }

    /** A document; {@code owner} is null if it has none. */
    record DocumentLine(String id, @Nullable String owner, String title, String body, Instant createdAt)
            implements Line {

        static DocumentLine of(Document document) {
            return new DocumentLine(
                    document.id(), document.owner(), document.title(), document.body(), document.createdAt());
        }

        Document toDocument() {
            require("document", id, title, body, createdAt);
            if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
                throw new IllegalArgumentException(
                        "A document id must have 1 to 64 characters of A-Z, a-z, 0-9, _ and -.");
            }
            if (owner != null) {
                // Validates it.
                TokenRequest.of(owner);
            }
            return new Document(id, owner, title, body, storable(createdAt));
        }
    }

    /** The end line with the counts; an export without it is truncated. */
    record End(long tokens, long documents) implements Line {}

    private static void require(String what, @Nullable Object... fields) {
        for (Object field : fields) {
            if (field == null) {
                throw new IllegalArgumentException("A required field of the " + what + " is missing.");
            }
        }
    }

    private static Network canonicalNetwork(String text) {
        Network network = Network.parse(text);
        if (!network.toString().equals(text)) {
            throw new IllegalArgumentException("A network must be in its canonical form, here " + network + ".");
        }
        return network;
    }

    /** A last use may lie before the creation: two nodes record them, and their clocks may differ. */
    private static void requireOrder(Instant createdAt, @Nullable Instant later, String sentence) {
        if (later != null && later.isBefore(createdAt)) {
            throw new IllegalArgumentException(sentence);
        }
    }

    private static void requireTime(@Nullable Instant time, @Nullable String detail, String sentence) {
        if (time == null && detail != null) {
            throw new IllegalArgumentException(sentence);
        }
    }

    private static @Nullable Instant storableOrNull(@Nullable Instant instant) {
        return instant == null ? null : storable(instant);
    }

    /** Only values that all three databases store without loss. */
    private static Instant storable(Instant instant) {
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        if (!instant.equals(instant.truncatedTo(ChronoUnit.MICROS)) || year < 1000 || year > 9999) {
            throw new IllegalArgumentException("A time must have microsecond precision and a year from 1000 to 9999.");
        }
        return instant;
    }
}
