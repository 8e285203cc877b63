package io.anchorify.examples.cli.http;

import io.anchorify.examples.cli.credentials.Host;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides which servers are asked without a proxy, by {@code no_proxy} or {@code NO_PROXY}. The entries are separated by
 * commas or spaces: {@code *}, a domain with all its subdomains, an address, or a network such as {@code 10.0.0.0/8}. A
 * domain or an address can have a port.
 */
final class NoProxy {

    private static final Pattern WITH_PORT = Pattern.compile("(\\[[^]]+]|[^:]+):([0-9]{1,5})");
    private static final Pattern NETWORK = Pattern.compile("([^/]+)/([0-9]{1,3})");
    /** Matches literals only, so that no name is looked up. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!$)|$)){4}|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*");

    private NoProxy() {}

    static boolean covers(Host host, Map<String, String> environment) {
        String lower = environment.getOrDefault("no_proxy", "");
        String list = lower.isBlank() ? environment.getOrDefault("NO_PROXY", "") : lower;
        return Arrays.stream(list.toLowerCase(Locale.ROOT).split("[,\\s]+")).anyMatch(entry -> covers(entry, host));
    }

    private static boolean covers(String entry, Host host) {
        if (entry.equals("*")) {
            return true;
        }
        Matcher network = NETWORK.matcher(entry);
        if (network.matches()) {
            return isInNetwork(host.name(), network.group(1), Integer.parseInt(network.group(2)));
        }
        Matcher withPort = WITH_PORT.matcher(entry);
        if (withPort.matches()) {
            return host.port() == Integer.parseInt(withPort.group(2)) && isNamed(withPort.group(1), host.name());
        }
        return isNamed(entry, host.name());
    }

    private static boolean isNamed(String entry, String name) {
        Optional<InetAddress> address = address(name);
        if (address.isPresent()) {
            return address.equals(address(entry.replaceAll("[\\[\\]]", "")));
        }
        String domain = entry.replaceFirst("^\\*?\\.", "");
        return !domain.isEmpty() && (name.equals(domain) || name.endsWith("." + domain));
    }

    private static boolean isInNetwork(String name, String network, int prefix) {
        byte[] address = address(name).map(InetAddress::getAddress).orElse(new byte[0]);
        byte[] start = address(network).map(InetAddress::getAddress).orElse(new byte[0]);
        int ignored = address.length * 8 - prefix;
        return address.length > 0
                && address.length == start.length
                && ignored >= 0
                && new BigInteger(1, address).shiftRight(ignored).equals(new BigInteger(1, start).shiftRight(ignored));
    }

    private static Optional<InetAddress> address(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
