package io.anchorify.examples.cli;

import io.anchorify.auth.TokenFormat;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Well-formed tokens that no server has issued, and a mistyped one. */
public final class Tokens {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static final String FIRST = token("Aa0Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii");
    public static final String SECOND = token("Zz9Yy8Xx7Ww6Vv5Uu4Tt3Ss2Rr");
    public static final String MISTYPED = FIRST.replace("Aa0", "Aa1");
    public static final String ADMIN = "operator.token-of_the~legacy+kind/0123456789==";

    private Tokens() {}

    /** Appends the prefix and the checksum. */
    public static String token(String random) {
        CRC32 crc = new CRC32();
        crc.update(("jf_" + random).getBytes(StandardCharsets.US_ASCII));
        StringBuilder checksum = new StringBuilder();
        for (long rest = crc.getValue(); checksum.length() < 6; rest /= 62) {
            checksum.insert(0, DIGITS.charAt((int) (rest % 62)));
        }
        String token = "jf_" + random + checksum;
        if (!TokenFormat.standard().matches(token)) {
            throw new IllegalStateException("Wrong checksum in test code");
        }
        return token;
    }
}
