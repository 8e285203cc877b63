package io.anchorify.auth;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The characters of a {@linkplain TokenFormat#foreign foreign token} after its prefix: a subset of those that a bearer token can
 * have (the token68 of RFC 9110, the b64token of RFC 6750). If {@code =} is one of them, it can only be at the end of a
 * token. Immutable; two alphabets with the same characters are equal.
 */
public final class Alphabet {

    private static final String DIGITS = "0123456789";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** Hexadecimal digits in upper and lower case. */
    public static final Alphabet HEX = new Alphabet("Alphabet.HEX", DIGITS + "ABCDEFabcdef");
    /** Digits and letters. */
    public static final Alphabet BASE62 = new Alphabet("Alphabet.BASE62", DIGITS + LETTERS);
    /** Base64 with {@code +} and {@code /}, with or without padding. */
    public static final Alphabet BASE64 = new Alphabet("Alphabet.BASE64", DIGITS + LETTERS + "+/=");
    /** Base64 with {@code -} and {@code _}, with or without padding. */
    public static final Alphabet BASE64_URL = new Alphabet("Alphabet.BASE64_URL", DIGITS + LETTERS + "-_=");
    /** Every character that a bearer token can have. */
    public static final Alphabet TOKEN68 = new Alphabet("Alphabet.TOKEN68", DIGITS + LETTERS + "-._~+/=");

    private final String expression;
    private final String characters;
    private final boolean[] contained = new boolean[128];

    private Alphabet(String expression, String characters) {
        this.expression = expression;
        this.characters = characters;
        characters.chars().forEach(c -> contained[c] = true);
    }

    /**
     * An alphabet of other characters.
     *
     * @param characters one or more of {@code A-Z a-z 0-9 - . _ ~ + / =}, in any order; repetitions are ignored
     * @return the alphabet
     * @throws IllegalArgumentException if there is none but {@code =}, or another character
     */
    public static Alphabet of(String characters) {
        if (!characters.chars().allMatch(TOKEN68::contains)
                || characters.chars().allMatch(c -> c == '=')) {
            throw new IllegalArgumentException(
                    "An alphabet must have one or more characters of A-Z, a-z, 0-9 and -._~+/, and can have =");
        }
        String sorted = characters
                .chars()
                .sorted()
                .distinct()
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return new Alphabet("Alphabet.of(\"" + sorted + "\")", sorted);
    }

    /** {@return each character once} */
    public String characters() {
        return characters;
    }

    /**
     * Whether this alphabet has a character.
     *
     * @param character any UTF-16 code unit
     * @return {@code false} if no token after its prefix can have it
     */
    public boolean contains(int character) {
        return character < contained.length && contained[character];
    }

    /**
     * Whether this alphabet has all characters of a text.
     *
     * @param text any text
     * @return {@code true} if the text is empty
     */
    public boolean containsAll(String text) {
        return text.chars().allMatch(this::contains);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Alphabet that && containsAll(that.characters) && that.containsAll(characters);
    }

    @Override
    public int hashCode() {
        return characters.chars().sum();
    }

    /** {@return a Java expression for this alphabet} */
    @Override
    public String toString() {
        return expression;
    }
}
