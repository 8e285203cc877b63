package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    private static final int RANDOM_ADDRESSES = 20_000;
    private static final int LONG = 1_000_000;
    private static final String IPV4 =
            "(OCTET\\.){3}OCTET".replace("OCTET", "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])");
    private static final String[] ADDRESSES = {
        "2001:db8:0:0:1::7f",
        "64:ff9b::192.0.2.33",
        "1:2:3:4:5:6:7:8",
        "::ffff:10.0.0.1",
        "10.0.0.1",
        "1:2:3:4:5:6:1.2.3.4"
    };
    private static final String[] MUTATIONS = {
        "", "", ":", "::", ".", "0", "1", "f", "F", "g", "255", "256", "-1", "+1", "1.2.3.4", "0:0", " ", "\u0661",
        "\0", "x"
    };
    private static final String PLAIN_TEXTS = """
            / /8 10.0.0.0/ 10.0.0.0/8/8 10.0.0.0//8 10.0.0.0/33 10.0.0.0/-1 10.0.0.0/+8 10.0.0.0/08 10.0.0.0/255.0.0.0
            10.0.0.0/4294967304 10.0.0.0/99999999999999999999 10.0.0.0/٨ 10.0.0.0/0x8 10.0.0.0\\8 ::/129 ::/-0
            10 10.1 10.0.1 10.0.0.0.0 10.0.0. .10.0.0.0 10..0.0 10.0.0.256 10.0.0.1000 010.0.0.1 10.0.0.00
            0x0a.0.0.1 0xa000001 167772161 10.0.0.-1 10.0.0.+1 10.0.0.1e0 １０.0.0.1 10。0。0。1 10.0.0.١
            10.0.0.1%eth0 10.0.0.1% [10.0.0.1] 10.0.0.1:80 10.0.0.1,10.0.0.2
            localhost example.org dead.beef * any unknown _hidden unix: null
            : ::: :::: 1: :1 1:2:3:4:5:6:7 1:2:3:4:5:6:7:8:9 1:2:3:4:5:6:7:8:: ::1:2:3:4:5:6:7:8 1:2:3:4::5:6:7:8
            1::2::3 ::1:: 1:::2 :1::2 1::2: 12345:: ::g ::-1 ::+1 ::0x1 ::１
            ::1.2.3 ::1.2.3.4.5 ::1.2.3.256 ::01.2.3.4 1.2.3.4:: ::1.2.3.4:5 1:2:3:4:5:6:7:1.2.3.4 ::ffff:1.2.3.4. ::ffff:
            [ ] [] [::1 ::1] [[::1]] [::1]:80 % %eth0 [%eth0] %::1
            """;

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8",
        "192.0.2.7, 192.0.2.7/32",
        "0.0.0.0/0, 0.0.0.0/0",
        "255.255.255.255/32, 255.255.255.255/32",
        "2001:DB8::/32, 2001:db8::/32",
        "2001:0db8:0000:0000:0000:0000:0000:0001, 2001:db8::1/128",
        "::, ::/128",
        "::/0, ::/0",
        "::1, ::1/128",
        "1::, 1::/128",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0/128",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8/128",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3/128",
        "1:0:0:2:3:0:0:4, 1::2:3:0:0:4/128",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221/128",
        "::ffff:192.0.2.33, 192.0.2.33/32",
        "::FFFF:c000:221/128, 192.0.2.33/32",
        "::ffff:10.0.0.0/104, 10.0.0.0/8",
        "::ffff:0:0/96, 0.0.0.0/0",
        "::192.0.2.33, ::c000:221/128"
    })
    void parse_network_hasCanonicalText(String text, String canonical) {
        assertThat(Network.parse(text)).hasToString(canonical);
        assertThat(Network.parse(canonical)).isEqualTo(Network.parse(text)).hasSameHashCodeAs(Network.parse(text));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void parse_anythingElse_isRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A network must be an IPv4 or IPv6 address, or a block of them with its prefix length,"
                        + " such as 10.0.0.0/8 or 2001:db8::/32");
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void contains_notAnAddress_isFalse(String text) {
        assertThat(Network.parse("0.0.0.0/0").contains(text)).isFalse();
        assertThat(Network.parse("::/0").contains(text)).isFalse();
    }

    static Stream<String> hostileTexts() {
        Stream<String> plain = Arrays.stream(PLAIN_TEXTS.split("\\s+"));
        Stream<String> special = Stream.of(
                "",
                " ",
                "10.0.0.0/ 8",
                "10.0.0.0/8 ",
                " 10.0.0.0/8",
                "10.0.0.1\0",
                "\u000010.0.0.1",
                "10.0.0.1\n",
                "::\0");
        Stream<String> more = Stream.of("10.0.0.1\0.example.org", "::1\n", "10.0.0.0/" + "0".repeat(LONG) + "8");
        Stream<String> repeated = Stream.of("1", ":", "0:", "1.", "/", "[", "%").map(text -> text.repeat(LONG));
        return Stream.of(plain, special, more, repeated).flatMap(texts -> texts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fe80::%eth0", "fe80::1%eth0/64", "fe80::/64%eth0", "[::1]", "[::1]/128", "[fe80::]/10"})
    void parse_zoneOrBrackets_isRefused(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/8, 10.1.2.3, 10.0.0.0/8",
        "10.0.0.1/31, 10.0.0.1, 10.0.0.0/31",
        "1.0.0.0/0, 1.0.0.0, 0.0.0.0/0",
        "::ffff:10.0.0.1/104, 10.0.0.1, 10.0.0.0/8",
        "2001:db8::1/64, 2001:db8::1, 2001:db8::/64",
        "2001:db8::1/32, 2001:db8::1, 2001:db8::/32",
        "::1/0, ::1, ::/0"
    })
    void parse_bitsAfterThePrefix_namesTheNetwork(String text, String address, String network) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The address " + address + " has bits set after the prefix length; use " + network
                        + ", the network that contains it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"::ffff:10.0.0.0/8", "::ffff:0:0/95", "::ffff:10.0.0.0/0"})
    void parse_shortPrefixOfMappedAddress_isRefused(String text) {
        assertThatThrownBy(() -> Network.parse(text))
                .hasMessage(
                        "The prefix length of an IPv4-mapped network must be at least 96; write an IPv4 network, such as"
                                + " 10.0.0.0/8, instead");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0, 9.255.255.255",
        "10.0.0.0/8, 10.255.255.255, 11.0.0.0",
        "10.0.0.0/8, ::ffff:10.1.2.3, ::10.1.2.3",
        "10.0.0.0/8, ::ffff:a01:203, ::fffe:10.1.2.3",
        "10.0.0.0/8, 0:0:0:0:0:ffff:a01:203, 64:ff9b::10.1.2.3",
        "10.0.0.0/8, [::ffff:10.1.2.3], 2002:a01:203::",
        "192.0.2.7, 192.0.2.7, 192.0.2.6",
        "0.0.0.0/0, 255.255.255.255, ::1",
        "0.0.0.0/0, ::ffff:0.0.0.0, ::",
        "::/0, ::, 0.0.0.0",
        "::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ::ffff:1.2.3.4",
        "::/80, ::1, ::ffff:0.0.0.0",
        "2001:db8::/32, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db9::",
        "2001:db8::/64, 2001:db8::ffff:0:0:0, 2001:db8:0:1::",
        "2001:db8::/65, 2001:db8::7fff:0:0:0, 2001:db8::8000:0:0:0",
        "::1, 0:0:0:0:0:0:0:1, ::2",
        "::1, [::1], [::2]",
        "::1, [0:0:0:0:0:0:0:1], 127.0.0.1",
        "fe80::/10, fe80::1%eth0, fec0::1%eth0",
        "fe80::/10, fe80:0:0:0:1:2:3:4%2, [::1%2]",
        "fe80::/10, [fe80::1%eth0], fe80",
        "::ffff:10.0.0.0/104, 10.1.2.3, 11.1.2.3"
    })
    void contains_address_isTrueOnlyInside(String network, String inside, String outside) {
        assertThat(Network.parse(network).contains(inside)).isTrue();
        assertThat(Network.parse(network).contains(outside)).isFalse();
    }

    @Test
    void equals_otherPrefixOrAddress_isFalse() {
        assertThat(Network.parse("10.0.0.0/8"))
                .isNotEqualTo(Network.parse("10.0.0.0/9"))
                .isNotEqualTo(Network.parse("11.0.0.0/8"))
                .isNotEqualTo("10.0.0.0/8");
        assertThat(Network.parse("::/96")).isNotEqualTo(Network.parse("::ffff:0:0/96"));
    }

    @Test
    void contains_randomAddresses_agreesWithTheBits() throws UnknownHostException {
        Random random = new Random(20261128);
        for (int i = 0; i < RANDOM_ADDRESSES; i++) {
            byte[] address = randomBytes(random, i % 2 == 0 ? 4 : 16);
            int length = random.nextInt(address.length * 8 + 1);
            byte[] other = address.clone();
            int flipped = random.nextInt(address.length * 8);
            other[flipped / 8] = (byte) (other[flipped / 8] ^ (0x80 >> flipped % 8));

            // The JDK decides on the text of an address that it has written itself.
            Network network = Network.parse(text(prefix(address, length)) + "/" + length);

            assertThat(network.contains(text(address))).isTrue();
            assertThat(network.contains(text(other)))
                    .as("%s contains %s", network, text(other))
                    .isEqualTo(flipped >= length);
        }
    }

    @Test
    void toString_randomAddresses_isReadBackByTheJdk() throws UnknownHostException {
        Random random = new Random(20261129);
        for (int i = 0; i < RANDOM_ADDRESSES; i++) {
            byte[] address = randomBytes(random, i % 2 == 0 ? 4 : 16);
            String canonical = Network.parse(text(address)).toString();

            String literal = canonical.substring(0, canonical.indexOf('/'));
            assertThat(InetAddress.getByName(literal)).isEqualTo(InetAddress.getByAddress(address));
            assertThat(Network.parse(canonical)).isEqualTo(Network.parse(text(address)));
        }
    }

    @Test
    void parse_mutatedAddress_agreesWithTheGrammar() {
        Pattern grammar = Pattern.compile(IPV4 + "|" + ipv6Grammar());
        Random random = new Random(20261130);
        int accepted = 0;
        for (int i = 0; i < 5 * RANDOM_ADDRESSES; i++) {
            String text = mutate(random, ADDRESSES[i % ADDRESSES.length]);
            boolean isAccepted = isNetwork(text);
            if (isAccepted != grammar.matcher(text).matches()) {
                throw new AssertionError((isAccepted ? "Accepted: " : "Refused: ") + text);
            }
            accepted += isAccepted ? 1 : 0;
        }
        assertThat(accepted).isGreaterThan(RANDOM_ADDRESSES);
    }

    /** IPv6address of RFC 3986 section 3.2.2. */
    private static String ipv6Grammar() {
        String group = "[0-9A-Fa-f]{1,4}";
        String last32 = "(" + group + ":" + group + "|" + IPV4 + ")";
        List<String> forms = new ArrayList<>(List.of("(g:){6}l", "::(g:){5}l"));
        for (int before = 0; before < 5; before++) {
            forms.add("((g:){0," + before + "}g)?::(g:){" + (4 - before) + "}l");
        }
        forms.add("((g:){0,5}g)?::g");
        forms.add("((g:){0,6}g)?::");
        return String.join("|", forms).replace("g", group).replace("l", last32);
    }

    private static String mutate(Random random, String text) {
        StringBuilder mutated = new StringBuilder(text);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(mutated.length());
            String piece = MUTATIONS[random.nextInt(MUTATIONS.length)];
            mutated.replace(at, at + random.nextInt(3), piece);
        }
        return mutated.toString();
    }

    private static boolean isNetwork(String text) {
        try {
            return Network.parse(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Has runs of zeros, as addresses do. */
    private static byte[] randomBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        int density = random.nextInt(4);
        for (int i = 0; i < length; i += 2) {
            if (random.nextInt(4) < density) {
                bytes[i] = 0;
                bytes[i + 1] = random.nextBoolean() ? 0 : bytes[i + 1];
            }
        }
        return bytes;
    }

    private static byte[] prefix(byte[] address, int length) {
        byte[] prefix = address.clone();
        for (int bit = length; bit < address.length * 8; bit++) {
            prefix[bit / 8] = (byte) (prefix[bit / 8] & ~(0x80 >> bit % 8));
        }
        return prefix;
    }

    private static String text(byte[] address) throws UnknownHostException {
        return InetAddress.getByAddress(address).getHostAddress();
    }
}
