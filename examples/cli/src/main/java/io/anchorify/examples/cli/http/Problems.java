package io.anchorify.examples.cli.http;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.Reasons;
import io.anchorify.examples.cli.common.Text;
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

/** Says what went wrong between the command and its server, and what to do about it. */
final class Problems {

    private static final String PROBLEM_JSON = "application/problem+json";

    private final Host host;
    private final String place;

    Problems(Credentials credentials) {
        host = credentials.host();
        place = credentials.token().place();
    }

    /** Whether an answer that is not a good one is one of Anchorify's own. */
    static boolean isProblem(Answer answer) {
        return answer.object(PROBLEM_JSON).isPresent();
    }

    Failure of(Answer answer) {
        int status = answer.status();
        if (status >= 300 && status < 400) {
            return redirected(answer);
        }
        if (status >= 502 && status <= 504) {
            return unreachable(host + " is up but cannot answer now (status " + status + "): try again in a moment, and"
                    + " tell its operator if it stays so.");
        }
        Optional<Map<String, @Nullable Object>> problem = answer.object(PROBLEM_JSON);
        if (problem.isEmpty()) {
            return notAnchorify();
        }
        return status == 401 ? refusedToken() : refused(status, problem.orElseThrow());
    }

    /** The server asked to come back later than the command waits. */
    Failure unavailable(Retries retries, Answer last) {
        long seconds = Math.max(1, retries.retryAfter(last).toSeconds());
        return unreachable(host + " cannot answer now, and could not when it was asked " + times(retries.sent())
                + ": try again in " + seconds + " s, and tell its operator if it stays so.");
    }

    /** No answer, or not the whole of one. */
    Failure of(IOException e) {
        Throwable cause = deepest(e);
        if (e instanceof BoundedBody.TooLongException) {
            return unreachable(host + " sends more than this command takes for an answer: check the address.");
        }
        if (e instanceof SSLException || cause instanceof SSLException || cause instanceof CertificateException) {
            return unreachable("No secure connection to " + host + " could be made (" + reason(cause) + "): check the"
                    + " address, or let Java trust the server's certificate, as docs/command.md shows. Nothing was"
                    + " sent.");
        }
        if (isUnknown(e)) {
            return unreachable(
                    "There is no host of the name " + host.uri().getHost() + ": check the address and your network.");
        }
        if (e instanceof HttpTimeoutException) {
            return unreachable(host + " did not answer in time: try again, and tell its operator if it stays so.");
        }
        if (e instanceof ConnectException) {
            return unreachable(host + " does not take connections: check the address, and that the server is running.");
        }
        return unreachable("The connection to " + host + " broke (" + reason(cause) + "): try again.");
    }

    Failure notAnchorify() {
        return unreachable(host + " does not answer like an Anchorify server: check the address, which is the one that"
                + " its dashboard shows.");
    }

    private Failure redirected(Answer answer) {
        String target = answer.header("Location").map(this::origin).orElse("somewhere else");
        return unreachable(host + " sends this request on to " + target + ", and a token is not sent on: if you trust"
                + " that address, log in with it, as in 'anchorify login --host URL'.");
    }

    private Failure refusedToken() {
        return new Failure(
                ExitCode.REFUSED,
                host + " refuses the token in " + place + ": it was revoked, has expired, or is of another server."
                        + " Generate a new one on " + host + "/dashboard and run 'anchorify login'.");
    }

    private Failure refused(int status, Map<String, @Nullable Object> problem) {
        String detail = problem.get("detail") instanceof String text ? Text.printable(text) : "It does not say why.";
        String advice = switch (status) {
            case 403 -> " The token in " + place + " is not meant for this; use one that is.";
            case 404 -> " Look at what there is with the list command.";
            default -> status >= 500 ? " Try again, and tell the server's operator if it stays so." : "";
        };
        return new Failure(ExitCode.REFUSED, host + " refuses (status " + status + "): " + detail + advice);
    }

    private String origin(String location) {
        try {
            URI target = host.uri().resolve(location);
            int port = target.getPort();
            return Text.printable(target.getScheme() + "://" + target.getHost() + (port < 0 ? "" : ":" + port));
        } catch (IllegalArgumentException e) {
            return "somewhere else";
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
        return Text.printable(cause instanceof IOException io ? Reasons.of(io) : String.valueOf(cause.getMessage()));
    }

    private static String times(int times) {
        return times == 1 ? "once" : times + " times";
    }

    private static Failure unreachable(String message) {
        return new Failure(ExitCode.UNREACHABLE, message);
    }
}
