package io.anchorify.examples.cli.device;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.TerminalText;
import io.anchorify.examples.cli.credentials.Host;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Checks the address of the approval page, because the command opens it in the user's browser. */
final class VerificationAddress {

    private static final int MAX_LENGTH = 2000;

    private VerificationAddress() {}

    /**
     * Parses an address and encodes all characters outside of ASCII.
     *
     * @throws Failure if it is invalid or not on this server
     */
    static URI parse(String text, Host host) {
        try {
            URI address = new URI(new URI(text).parseServerAuthority().toASCIIString());
            if (text.length() <= MAX_LENGTH && isOn(host.uri(), address)) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Refused below.
        }
        throw refused(text, host);
    }

    /** The scheme of a host is http or https. */
    private static boolean isOn(URI host, URI address) {
        return host.getScheme().equalsIgnoreCase(address.getScheme())
                && host.getHost().equalsIgnoreCase(address.getHost())
                && port(host) == port(address)
                && address.getRawUserInfo() == null;
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
    }

    private static Failure refused(String text, Host host) {
        return new Failure(
                ExitCode.UNREACHABLE,
                host + " wants the login approved at another address, which was not opened: "
                        + TerminalText.printable(text) + ". If you trust that server, run 'anchorify login --host URL'"
                        + " with its address.");
    }
}
