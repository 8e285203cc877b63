package io.anchorify.examples.cli.http;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.IoErrors;
import io.anchorify.examples.cli.common.TerminalText;
import io.anchorify.examples.cli.credentials.CredentialSources;
import io.anchorify.examples.cli.credentials.Credentials;
import io.anchorify.examples.cli.credentials.Host;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns error responses and connection errors into messages that say what is wrong and what to do. */
final class Failures {

    private static final String PROBLEM_JSON = "application/problem+json";
    private static final String TRY_AGAIN = "Try again later; if the problem persists, contact its operator.";

    /** The HTTP client's message, followed by a status, if a proxy does not answer CONNECT with 200. */
    private static final String REFUSED_TUNNEL = "Tunnel failed, got: ";

    private final Host host;
    private final Optional<HttpProxy> proxy;
    private final String tokenSource;

    Failures(Credentials credentials, Optional<HttpProxy> proxy) {
        host = credentials.host();
        this.proxy = proxy;
        tokenSource = credentials.token().source();
    }

    /** For requests without a token. */
    Failures(Host host, Optional<HttpProxy> proxy) {
        this.host = host;
        this.proxy = proxy;
        tokenSource = "no token";
    }

    /** Whether an error response was sent by Anchorify. */
    static boolean isProblem(Response response) {
        return response.object(PROBLEM_JSON).isPresent();
    }

    Failure of(Response response) {
        int status = response.status();
        if (status >= 300 && status < 400) {
            return redirected(response);
        }
        if (status >= 502 && status <= 504) {
            return unreachable(
                    host + " is temporarily unavailable (status " + status + "). " + TRY_AGAIN + proxyHint());
        }
        if (status == 407 && proxy.isPresent()) {
            return proxyCredentials(proxy.orElseThrow());
        }
        Optional<Map<String, @Nullable Object>> problem = response.object(PROBLEM_JSON);
        if (problem.isEmpty()) {
            return notAnchorify();
        }
        return status == 401 ? refusedToken() : refused(response, problem.orElseThrow());
    }

    /** The server asked for a longer wait than the command allows. */
    Failure unavailable(Retries retries, Response last) {
        long seconds = Math.max(1, retries.retryAfter(last).toSeconds());
        return unreachable(host + " is unavailable (" + attempts(retries.sent()) + "). Try again in " + seconds
                + " s; if the problem persists, contact its operator.");
    }

    /** No response, or an incomplete one. */
    Failure of(IOException e) {
        Throwable cause = deepest(e);
        if (e instanceof BoundedBody.TooLongException) {
            return unreachable("The response of " + host + " is too large. Check the address.");
        }
        if (e instanceof SSLException || cause instanceof SSLException || cause instanceof CertificateException) {
            return unreachable(
                    "Cannot establish a secure connection to " + host + ": " + reason(cause) + ". Nothing was"
                            + " sent. Check the address, or make Java trust the certificate (see docs/command.md).");
        }
        if (proxy.isPresent() && (e instanceof ConnectException || isUnknown(e) || isRefusedTunnel(e))) {
            return proxyFailure(e, proxy.orElseThrow());
        }
        if (isUnknown(e)) {
            return unreachable(
                    "Unknown host " + host.uri().getHost() + ". Check the address and your network connection.");
        }
        if (e instanceof HttpTimeoutException) {
            return unreachable(host + " did not respond in time. " + TRY_AGAIN + proxyHint());
        }
        if (e instanceof ConnectException) {
            return unreachable("Cannot connect to " + host + ". Check the address, and that the server is running.");
        }
        return unreachable("The connection to " + host + " failed: " + reason(cause) + ". Try again.");
    }

    /** Whether the server names another one, for example the same host with https. */
    boolean isRedirectedElsewhere(Response response) {
        return response.status() >= 300
                && response.status() < 400
                && response.header("Location")
                        .filter(location -> !origin(location).equalsIgnoreCase(host.toString()))
                        .isPresent();
    }

    Failure notAnchorify() {
        return unreachable(host + " does not respond like an Anchorify server. Use the address shown on its dashboard."
                + proxyHint());
    }

    private static Failure proxyCredentials(HttpProxy proxy) {
        return unreachable("The proxy " + proxy
                + (proxy.authorization() == null
                        ? " requires a user name and a password."
                        : " refused the user name and the password.")
                + " Set " + proxy.variable() + " to http://USER:PASSWORD@HOST:PORT.");
    }

    private Failure proxyFailure(IOException e, HttpProxy proxy) {
        String problem = isRefusedTunnel(e)
                ? "The proxy " + proxy + " did not connect to " + host + ": "
                        + String.valueOf(e.getMessage()).replace(REFUSED_TUNNEL, "status ")
                : "Cannot connect to the proxy " + proxy;
        return unreachable(problem + ". Check the variable, or add the server to NO_PROXY.");
    }

    private static boolean isRefusedTunnel(IOException e) {
        return String.valueOf(e.getMessage()).startsWith(REFUSED_TUNNEL);
    }

    private String proxyHint() {
        return proxy.map(named -> " The request went through the proxy " + named + ".")
                .orElse("");
    }

    private Failure redirected(Response response) {
        String target = response.header("Location").map(this::origin).orElse("another address");
        return unreachable(host + " redirects to " + target + ", where the token was not sent. If you trust that"
                + " address, run 'anchorify login --host URL' with it.");
    }

    private Failure refusedToken() {
        return new Failure(
                ExitCode.REFUSED,
                host + " refused the token from " + tokenSource
                        + " (revoked, expired or unknown). Generate a new one on " + host + "/dashboard and "
                        + (isFromVariable() ? "replace the variable's value." : "run 'anchorify login'."));
    }

    /** A login does not replace the token of the variable. */
    private boolean isFromVariable() {
        return tokenSource.equals(CredentialSources.TOKEN_VARIABLE);
    }

    private Failure refused(Response response, Map<String, @Nullable Object> problem) {
        int status = response.status();
        String detail =
                problem.get("detail") instanceof String text ? TerminalText.printable(text) : "No reason given.";
        String advice = switch (status) {
            case 403 ->
                isChallenge(response)
                        ? " The token from " + tokenSource + " does not permit this request; use another one."
                        : "";
            case 404 -> " Run the list command to see what exists.";
            default -> status >= 500 ? " " + TRY_AGAIN : "";
        };
        return new Failure(ExitCode.REFUSED, host + " refused the request (status " + status + "): " + detail + advice);
    }

    /** Whether another token could help. */
    private static boolean isChallenge(Response response) {
        return response.header("WWW-Authenticate").isPresent();
    }

    private String origin(String location) {
        try {
            URI target = host.uri().resolve(location);
            int port = target.getPort();
            return TerminalText.printable(target.getScheme() + "://" + target.getHost() + (port < 0 ? "" : ":" + port));
        } catch (IllegalArgumentException e) {
            return "another address";
        }
    }

    private static boolean isUnknown(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable deepest(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    private static String reason(Throwable cause) {
        return TerminalText.printable(
                cause instanceof IOException io ? IoErrors.describe(io) : String.valueOf(cause.getMessage()));
    }

    private static String attempts(int sent) {
        return sent == 1 ? "1 attempt" : sent + " attempts";
    }

    private static Failure unreachable(String message) {
        return new Failure(ExitCode.UNREACHABLE, message);
    }
}
