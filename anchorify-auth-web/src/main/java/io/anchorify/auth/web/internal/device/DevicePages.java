package io.anchorify.auth.web.internal.device;

import io.anchorify.auth.DeviceRequest;
import io.anchorify.auth.TokenPolicyException;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.NewToken;
import io.anchorify.auth.web.internal.Route;
import io.anchorify.auth.web.internal.Route.Handler;
import io.anchorify.auth.web.internal.Target;
import io.anchorify.auth.web.internal.owner.TokenForm;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pages on which a user approves or denies the request of a device (RFC 8628 section 3.3). */
public final class DevicePages {

    private static final String PATH = "/device";

    private final WrongCodes wrongCodes;

    /**
     * Creates the pages.
     *
     * @param clock the wall clock, for the limit of wrong codes
     */
    public DevicePages(InstantSource clock) {
        this.wrongCodes = new WrongCodes(clock);
    }

    /** The routes of these pages. */
    public List<Route> routes() {
        return List.of(
                Route.get(PATH, ifSupported((exchange, id) -> ask(exchange, 200, null))),
                post(PATH, this::lookUp),
                post(PATH + "/approve", this::approve),
                post(PATH + "/deny", this::deny));
    }

    private Route post(String path, Handler handler) {
        return Route.post(path, ifSupported(handler), ifSupported(this::stale), DevicePages::target);
    }

    /** Without a store for device codes, these pages do not exist. */
    private static Handler ifSupported(Handler handler) {
        return (exchange, id) -> {
            if (isSupported(exchange)) {
                handler.handle(exchange, id);
            } else {
                exchange.problem(404, "not-found");
            }
        };
    }

    private static boolean isSupported(Exchange exchange) {
        try {
            return exchange.tokens().deviceFlow() != null;
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }

    private void lookUp(Exchange exchange, String id) throws IOException, ServletException {
        Optional<DeviceRequest> request = find(exchange);
        if (request.isPresent()) {
            show(exchange, 200, ApprovalForm.of(request.get(), exchange));
        }
    }

    /** The request that waits for the code. If there is none, has answered. */
    private Optional<DeviceRequest> find(Exchange exchange) throws IOException, ServletException {
        String user = exchange.user();
        if (!wrongCodes.tryTake(user)) {
            String seconds = String.valueOf(wrongCodes.wait(user).toSeconds());
            exchange.response().setHeader("Retry-After", seconds);
            exchange.problem(429, "device-limit");
            return Optional.empty();
        }
        Optional<DeviceRequest> request = findCounted(exchange, user);
        if (request.isEmpty()) {
            ask(exchange, 404, "device.problem.unknown");
        }
        return request;
    }

    /** Only a code that does not exist stays counted. */
    private Optional<DeviceRequest> findCounted(Exchange exchange, String user) {
        boolean isWrong = false;
        try {
            Optional<DeviceRequest> request = exchange.tokens().deviceFlow().find(exchange.parameter(CodeForm.CODE));
            isWrong = request.isEmpty();
            return request;
        } finally {
            if (!isWrong) {
                wrongCodes.giveBack(user);
            }
        }
    }

    private void approve(Exchange exchange, String id) throws IOException, ServletException {
        if (!exchange.requireRecentSignIn(target(exchange))) {
            return;
        }
        Optional<DeviceRequest> request = find(exchange);
        if (request.isEmpty()) {
            return;
        }
        TokenForm form = TokenForm.read(exchange);
        NewToken checked = NewToken.of(
                form.choices(), exchange.user(), form.offer(), exchange.tokens().policy(), exchange.now());
        if (checked instanceof NewToken.Invalid invalid) {
            show(exchange, 400, ApprovalForm.of(request.get(), exchange, form.with(invalid.problems()), null));
        } else {
            approve(exchange, request.get(), form, ((NewToken.Valid) checked).request());
        }
    }

    private void approve(Exchange exchange, DeviceRequest request, TokenForm form, TokenRequest token)
            throws IOException, ServletException {
        try {
            if (exchange.tokens().deviceFlow().approve(request.userCode(), token)) {
                exchange.show(200, "device.approved.title", "device/approved.jte", token);
            } else {
                ask(exchange, 404, "device.problem.unknown");
            }
        } catch (TokenPolicyException e) {
            show(exchange, 400, ApprovalForm.of(request, exchange, form, keyOf(e.limit())));
        }
    }

    private static String keyOf(TokenPolicyException.Limit limit) {
        return limit == TokenPolicyException.Limit.TOKENS ? "device.problem.maximum" : "device.problem.lifetime";
    }

    private void deny(Exchange exchange, String id) throws IOException, ServletException {
        Optional<DeviceRequest> request = find(exchange);
        if (request.isEmpty()) {
            return;
        }
        if (exchange.tokens().deviceFlow().deny(request.get().userCode())) {
            exchange.show(200, "device.denied.title", "device/denied.jte", request.get());
        } else {
            ask(exchange, 404, "device.problem.unknown");
        }
    }

    private void stale(Exchange exchange, String id) throws IOException, ServletException {
        ask(exchange, 403, "device.problem.stale");
    }

    private static void ask(Exchange exchange, int status, @Nullable String problem)
            throws IOException, ServletException {
        exchange.show(status, "device.title", "device/code.jte", CodeForm.of(exchange, problem));
    }

    private static void show(Exchange exchange, int status, ApprovalForm form) throws IOException, ServletException {
        exchange.show(status, "device.request.title", "device/request.jte", form);
    }

    /** Where to continue after signing in: at the form for the code, which keeps what was chosen. */
    private static String target(Exchange exchange) {
        CodeForm form = CodeForm.of(exchange, null);
        String query = Stream.concat(Stream.of(new CodeForm.Field(CodeForm.CODE, form.code())), form.choices().stream())
                .map(field -> encode(field.name()) + "=" + encode(field.value()))
                .collect(Collectors.joining("&"));
        return Target.orElse(PATH + "?" + query, PATH);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
