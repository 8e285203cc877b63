package io.anchorify.auth;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The 128 bits of an address. An IPv4 address is the same value as its IPv4-mapped IPv6 address (RFC 4291 section 2.5.5.2).
 * Parsing never looks up a name.
 */
record IpAddress(long high, long low) {

    static final int LENGTH = 128;
    /** The bits in front of the IPv4 address in an IPv4-mapped one: {@code ::ffff:0:0/96}. */
    static final int IPV4_PREFIX_LENGTH = 96;

    private static final int MAX_TEXT_LENGTH = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();
    private static final int GROUPS = 8;

    /**
     * An address from its text.
     *
     * @param text a dotted quad of decimal numbers without leading zeros, or the text of an IPv6 address (RFC 4291 section 2.2)
     * @return the address, or {@code null} if the text is anything else
     */
    static @Nullable IpAddress parse(String text) {
        if (text.length() > MAX_TEXT_LENGTH) {
            return null;
        }
        return text.indexOf(':') < 0 ? parseIpv4(text) : parseIpv6(text);
    }

    private static @Nullable IpAddress parseIpv4(String text) {
        long address = ipv4(text);
        return address < 0 ? null : new IpAddress(0, 0xffffL << 32 | address);
    }

    private static @Nullable IpAddress parseIpv6(String mixed) {
        String text = withoutIpv4(mixed);
        int gap = text.indexOf("::");
        int[] head = groups(gap < 0 ? text : text.substring(0, gap));
        int[] tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        if (head == null || tail == null) {
            return null;
        }
        int given = head.length + tail.length;
        // Two colons stand for at least one group.
        boolean isComplete = gap < 0 ? given == GROUPS : given < GROUPS;
        return isComplete ? of(head, tail) : null;
    }

    /** Writes an IPv4 address at the end as two groups. */
    private static String withoutIpv4(String text) {
        int start = text.lastIndexOf(':') + 1;
        long address = ipv4(text.substring(start));
        return address < 0
                ? text
                : text.substring(0, start) + Long.toHexString(address >> 16) + ":" + Long.toHexString(address & 0xffff);
    }

    private static IpAddress of(int[] head, int[] tail) {
        int[] groups = Arrays.copyOf(head, GROUPS);
        System.arraycopy(tail, 0, groups, GROUPS - tail.length, tail.length);
        return new IpAddress(join(groups, 0), join(groups, GROUPS / 2));
    }

    private static long join(int[] groups, int from) {
        long bits = 0;
        for (int i = from; i < from + GROUPS / 2; i++) {
            bits = bits << 16 | groups[i];
        }
        return bits;
    }

    /** Groups separated by colons, or null if one of the texts is not a group. */
    private static int @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        int[] groups =
                Arrays.stream(text.split(":", -1)).mapToInt(IpAddress::group).toArray();
        return Arrays.stream(groups).allMatch(group -> group >= 0) ? groups : null;
    }

    /** One to four hexadecimal digits, or -1. */
    private static int group(String text) {
        boolean isGroup = !text.isEmpty() && text.length() <= 4 && text.chars().allMatch(HexFormat::isHexDigit);
        return isGroup ? HexFormat.fromHexDigits(text) : -1;
    }

    /** The 32 bits of a dotted quad, or -1. */
    private static long ipv4(String text) {
        String[] texts = text.split("\\.", -1);
        long address = 0;
        for (String octet : texts) {
            int value = decimal(octet, 255);
            if (value < 0) {
                return -1;
            }
            address = address << 8 | value;
        }
        return texts.length == 4 ? address : -1;
    }

    /** A decimal number of up to three ASCII digits without leading zeros, or -1. */
    static int decimal(String text, int max) {
        boolean isNumber = !text.isEmpty()
                && text.length() <= 3
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
        return isNumber && Integer.parseInt(text) <= max ? Integer.parseInt(text) : -1;
    }

    boolean isIpv4() {
        return high == 0 && low >>> 32 == 0xffff;
    }

    /** This address with all bits after a prefix cleared. */
    IpAddress prefix(int length) {
        return new IpAddress(high & mask(length), low & mask(length - Long.SIZE));
    }

    /** The first bits of 64, all of which for any greater number. */
    private static long mask(int length) {
        if (length <= 0) {
            return 0;
        }
        return length >= Long.SIZE ? -1L : -1L << (Long.SIZE - length);
    }

    /** {@return a dotted quad, or the text that RFC 5952 recommends} */
    @Override
    public String toString() {
        return isIpv4() ? ipv4Text() : ipv6Text();
    }

    private String ipv4Text() {
        return (low >> 24 & 0xff) + "." + (low >> 16 & 0xff) + "." + (low >> 8 & 0xff) + "." + (low & 0xff);
    }

    private String ipv6Text() {
        int gap = 0;
        int gapEnd = 0;
        for (int start = 0; start < GROUPS; start++) {
            int end = endOfZeros(start);
            if (end - start > Math.max(1, gapEnd - gap)) {
                gap = start;
                gapEnd = end;
            }
        }
        return gap == gapEnd ? text(0, GROUPS) : text(0, gap) + "::" + text(gapEnd, GROUPS);
    }

    private int endOfZeros(int start) {
        int end = start;
        while (end < GROUPS && group(end) == 0) {
            end++;
        }
        return end;
    }

    private String text(int from, int to) {
        StringJoiner text = new StringJoiner(":");
        for (int i = from; i < to; i++) {
            text.add(Long.toHexString(group(i)));
        }
        return text.toString();
    }

    private long group(int index) {
        long half = index < GROUPS / 2 ? high : low;
        return half >>> (48 - 16 * (index % (GROUPS / 2))) & 0xffff;
    }
}
