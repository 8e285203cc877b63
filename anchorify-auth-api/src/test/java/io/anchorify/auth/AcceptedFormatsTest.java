package io.anchorify.auth;

import static io.anchorify.auth.testing.Rejections.rejectedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.testing.ProbedStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A service accepts several formats, and refuses an import of tokens that no request could present. */
class AcceptedFormatsTest {

    private static final TokenFormat HEX_40 = TokenFormat.foreign(Alphabet.HEX, 40);
    private static final TokenFormat OPAQUE = TokenFormat.foreign("", Alphabet.BASE64_URL, 96, 128);
    private static final String OLD_TOKEN = "0123456789abcdef0123456789abcdef01234567";
    private static final Instant CREATED = Instant.parse("2026-03-01T09:30:00Z");
    private static final Rejected MALFORMED = new Rejected(RejectionReason.MALFORMED);
    private static final Rejected UNKNOWN = new Rejected(RejectionReason.UNKNOWN);

    private final ProbedStore store = new ProbedStore();

    @Test
    void prefix_changed_endsNoToken() {
        String before = issued(TokenService.builder(store).build());

        TokenService changed =
                TokenService.builder(store).prefix("new_").acceptPrefix("jf_").build();
        String after = issued(changed);

        assertThat(after).startsWith("new_");
        assertThat(changed.authenticate(before)).isInstanceOf(Authenticated.class);
        assertThat(changed.authenticate(after)).isInstanceOf(Authenticated.class);
        assertThat(changed.authenticate(issued(
                        TokenService.builder(new ProbedStore()).prefix("other_").build())))
                .isEqualTo(MALFORMED);
    }

    @Test
    void foreignToken_importedByItsHash_isAccepted() {
        TokenService tokens =
                TokenService.builder(store).accept(HEX_40).accept(OPAQUE).build();
        assertThat(tokens.authenticate(OLD_TOKEN)).isEqualTo(UNKNOWN);

        tokens.importTokens(HEX_40, sink -> sink.add(row("old", HEX_40.hash(OLD_TOKEN))));

        assertThat(tokens.authenticate(OLD_TOKEN)).isInstanceOf(Authenticated.class);
        tokens.revoke("ada", "old");
        assertThat(tokens.authenticate(OLD_TOKEN)).matches(rejectedFor(RejectionReason.REVOKED));
    }

    @Test
    void junk_withSeveralFormats_causesNoLookup() {
        TokenService tokens = TokenService.builder(store)
                .acceptPrefix("old_")
                .accept(HEX_40)
                .accept(OPAQUE)
                .build();

        String good = issued(tokens);
        for (String junk : List.of(
                "",
                good.substring(1),
                good.replace("jf_", "old_"),
                OLD_TOKEN + "0",
                OLD_TOKEN.replace('0', 'g'),
                "a".repeat(129),
                "a".repeat(95) + "+")) {
            assertThat(tokens.authenticate(junk)).as(junk).isEqualTo(MALFORMED);
        }
        assertThat(store.finds).hasValue(0);
    }

    @Test
    void text_thatSeveralFormatsAccept_isOneToken() {
        TokenService tokens = TokenService.builder(store)
                .accept(TokenFormat.foreign("", Alphabet.TOKEN68, 16, 512))
                .accept(TokenFormat.foreign("jf_", Alphabet.BASE62, 35, 35))
                .build();
        String good = issued(tokens);

        assertThat(tokens.authenticate(good)).isInstanceOf(Authenticated.class);
        assertThat(tokens.authenticate(good)).isInstanceOf(Authenticated.class);
        assertThat(store.finds).hasValue(1);
        assertThat(tokens.authenticate(good.substring(1))).isEqualTo(UNKNOWN);
    }

    @Test
    void import_ofAFormatThatIsNotAccepted_isRefusedBeforeItsSourceIsRead() {
        TokenService tokens =
                TokenService.builder(store).prefix("new_").accept(OPAQUE).build();

        assertThatThrownBy(() -> tokens.importTokens(TokenFormat.standard(), sink -> {
                    throw new AssertionError("The source was read");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("This service does not accept tokens of this format, so no request could present them."
                        + " Add .accept(TokenFormat.withPrefix(\"jf_\")) to the builder of the service");
        assertThatThrownBy(() -> tokens.importTokens(HEX_40, sink -> {}))
                .hasMessageEndingWith(
                        "Add .accept(TokenFormat.foreign(\"\", Alphabet.HEX, 40, 40)) to the builder of the"
                                + " service");
        tokens.requireAccepted(TokenFormat.foreign(Alphabet.BASE64_URL, 128));
        tokens.requireAccepted(TokenFormat.withPrefix("new_"));
    }

    @Test
    void acceptedFormats_areDistinct_andBeginWithThatOfNewTokens() {
        TokenService tokens = TokenService.builder(store)
                .accept(HEX_40)
                .acceptPrefix("new_")
                .acceptPrefix("jf_")
                .prefix("new_")
                .build();

        assertThat(tokens.acceptedFormats())
                .containsExactly(TokenFormat.withPrefix("new_"), HEX_40, TokenFormat.standard());
    }

    @Test
    void accept_ofInvalidArguments_isRejected() {
        TokenServiceBuilder many = TokenService.builder(store);
        for (int length = 20; length < 35; length++) {
            many.accept(TokenFormat.foreign(Alphabet.HEX, length));
        }
        assertThat(many.build().acceptedFormats()).hasSize(16);
        assertThatThrownBy(() -> many.accept(HEX_40).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the number of accepted formats must be 1 to 16, not 17");
        assertThatThrownBy(() -> many.acceptPrefix("a b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prefix must be 1 to 16 characters");
        assertThatThrownBy(() -> many.accept(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("format");
    }

    private static String issued(TokenService tokens) {
        return tokens.issue("ada", "laptop").secret().reveal();
    }

    private static StoredToken row(String id, TokenHash hash) {
        return new StoredToken(Token.builder(id, "ada", CREATED).build(), hash);
    }
}
