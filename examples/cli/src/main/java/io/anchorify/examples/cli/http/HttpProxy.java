package io.anchorify.examples.cli.http;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.credentials.Host;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy from an environment variable. {@code toString} omits the credentials.
 *
 * @param host the name or address of the proxy
 * @param port the port of the proxy
 * @param variable the variable that names it
 * @param authorization the value of the {@code Proxy-Authorization} header, if the variable has credentials
 */
public record HttpProxy(
        String host, int port, String variable, @Nullable String authorization) {

    private static final Pattern SHAPE = Pattern.compile("(?:([A-Za-z][A-Za-z0-9+.-]*)://)?(?:([^/?#]*)@)?"
            + "([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+]):([0-9]{1,5})/?");

    /**
     * The proxy for requests to a server. Lower-case variables take precedence, as in curl. A server on this machine is
     * never asked through a proxy.
     *
     * @throws Failure if the value of the variable is invalid; the message omits it, because it may contain a password
     */
    public static Optional<HttpProxy> forHost(Host host, Map<String, String> environment) {
        if (host.isLoopback() || NoProxy.covers(host, environment)) {
            return Optional.empty();
        }
        return variables(host, environment).stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst()
                .map(name -> parse(environment.getOrDefault(name, "").strip(), name));
    }

    /** In a CGI program, a client can set {@code HTTP_PROXY} with the header {@code Proxy}. */
    private static List<String> variables(Host host, Map<String, String> environment) {
        if (host.isEncrypted()) {
            return List.of("https_proxy", "HTTPS_PROXY");
        }
        return environment.containsKey("REQUEST_METHOD") ? List.of("http_proxy") : List.of("http_proxy", "HTTP_PROXY");
    }

    private static HttpProxy parse(String text, String variable) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw invalid(variable);
        }
        String scheme = matcher.group(1);
        if (scheme != null && !scheme.toLowerCase(Locale.ROOT).equals("http")) {
            throw new Failure(
                    ExitCode.USAGE,
                    "The proxy in " + variable + " uses " + scheme
                            + "://, which is not supported. Use the http:// address of an HTTP proxy.");
        }
        int port = Integer.parseInt(matcher.group(4));
        if (port < 1 || port > 65_535) {
            throw invalid(variable);
        }
        return new HttpProxy(matcher.group(3), port, variable, authorization(matcher.group(2), variable));
    }

    private static @Nullable String authorization(@Nullable String userInfo, String variable) {
        if (userInfo == null) {
            return null;
        }
        try {
            String decoded = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
            String userAndPassword = userInfo.contains(":") ? decoded : decoded + ":";
            return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw invalid(variable);
        }
    }

    private static Failure invalid(String variable) {
        return new Failure(
                ExitCode.USAGE,
                "Invalid proxy in " + variable
                        + ". Use http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, with special"
                        + " characters percent-encoded.");
    }

    ProxySelector selector() {
        return ProxySelector.of(InetSocketAddress.createUnresolved(host, port));
    }

    @Override
    public String toString() {
        return host + ":" + port + " (from " + variable + ")";
    }
}
