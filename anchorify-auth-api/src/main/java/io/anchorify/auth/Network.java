package io.anchorify.auth;

import org.jspecify.annotations.Nullable;

/**
 * A block of IPv4 or IPv6 addresses in CIDR notation (RFC 4632, RFC 4291), such as {@code 10.0.0.0/8}. A token can be bound
 * to networks. Immutable; two networks are equal if they hold the same addresses.
 *
 * <p>An IPv4-mapped IPv6 address, such as {@code ::ffff:10.0.0.1}, is treated as the IPv4 address. An IPv6 network holds no
 * IPv4 addresses: {@code ::/0} is every IPv6 address. No method looks up a name.
 */
public final class Network {

    private static final String RULE = "A network must be an IPv4 or IPv6 address, or a block of them with its prefix"
            + " length, such as 10.0.0.0/8 or 2001:db8::/32";

    private final IpAddress address;
    /** Counts the bits of the IPv6 form, of IPv4 networks too. */
    private final int prefixLength;

    private Network(IpAddress address, int prefixLength) {
        this.address = address;
        this.prefixLength = prefixLength;
    }

    /**
     * A network from its text. An address without a prefix length is the network of this one address.
     *
     * @param text an address, optionally followed by {@code /} and a prefix length in decimal. An IPv4 address consists of
     *     four decimal numbers without leading zeros. An IPv6 address can have {@code ::} and end in an IPv4 address; it has no
     *     brackets and no zone
     * @return the network
     * @throws IllegalArgumentException if the text has another form, or if bits are set after the prefix; the message then
     *     names the network that contains the address
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException(RULE);
        }
        return slash < 0 ? new Network(address, IpAddress.LENGTH) : of(address, text, slash);
    }

    private static Network of(IpAddress address, String text, int slash) {
        boolean isIpv4Text = text.indexOf(':') < 0;
        int offset = isIpv4Text ? IpAddress.IPV4_PREFIX_LENGTH : 0;
        int length = IpAddress.decimal(text.substring(slash + 1), IpAddress.LENGTH - offset);
        if (length < 0) {
            throw new IllegalArgumentException(RULE);
        }
        if (address.isIpv4() && offset + length < IpAddress.IPV4_PREFIX_LENGTH) {
            throw new IllegalArgumentException("The prefix length of an IPv4-mapped network must be at least "
                    + IpAddress.IPV4_PREFIX_LENGTH + "; write an IPv4 network, such as 10.0.0.0/8, instead");
        }
        return of(address, offset + length);
    }

    private static Network of(IpAddress address, int prefixLength) {
        Network network = new Network(address.prefix(prefixLength), prefixLength);
        if (!network.address.equals(address)) {
            throw new IllegalArgumentException("The address " + address + " has bits set after the prefix length; use "
                    + network + ", the network that contains it");
        }
        return network;
    }

    /**
     * Whether an address is in this network. Any text is allowed, because it may come from a request.
     *
     * @param address an IPv4 or IPv6 address as {@link #parse} accepts it, or as containers write it: an IPv6 address can have
     *     brackets around it, and a zone, such as {@code %eth0}, which is ignored
     * @return {@code false} also if the text is not an address
     */
    public boolean contains(String address) {
        IpAddress parsed = IpAddress.parse(withoutZone(withoutBrackets(address)));
        return parsed != null && contains(parsed);
    }

    private boolean contains(IpAddress other) {
        return other.isIpv4() == address.isIpv4() && other.prefix(prefixLength).equals(address);
    }

    private static String withoutBrackets(String address) {
        boolean isBracketed = address.startsWith("[") && address.endsWith("]") && address.indexOf(':') > 0;
        return isBracketed ? address.substring(1, address.length() - 1) : address;
    }

    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone > 0 && address.lastIndexOf(':', zone) >= 0 ? address.substring(0, zone) : address;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Network that && prefixLength == that.prefixLength && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return 31 * address.hashCode() + prefixLength;
    }

    /**
     * The canonical text, which {@link #parse} reads: always with a prefix length, IPv6 as RFC 5952 recommends.
     *
     * @return a text such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}, at most 43 characters long
     */
    @Override
    public String toString() {
        int offset = address.isIpv4() ? IpAddress.IPV4_PREFIX_LENGTH : 0;
        return address + "/" + (prefixLength - offset);
    }
}
