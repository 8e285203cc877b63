package io.anchorify.auth.web;

import io.anchorify.auth.DeviceFlow;
import io.anchorify.auth.web.internal.Settings;
import io.anchorify.auth.web.internal.device.DeviceDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The device authorization grant (RFC 8628), with which a command logs in through the user's browser. Map it to a path prefix such
 * as {@code /device/*}. Created by {@link TokenWeb#deviceEndpoints}.
 *
 * <ul>
 *   <li>{@code POST /code} starts an authorization (section 3.1). The parameter {@code client_id} is required. {@code client_name},
 *       an extension, is what the user sees; {@code scope} must be among the {@linkplain TokenOffer offered} ones.
 *   <li>{@code POST /token} answers a poll (section 3.4) with the token, or with an error of section 3.5.
 * </ul>
 *
 * <p>The user approves the request on the {@link TokenPage}, below its path {@code /device}. The requests of the device need
 * neither a user nor a session, and other sites cannot read the answers.
 */
public final class DeviceEndpoints extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient DeviceDispatcher dispatcher;

    DeviceEndpoints(Settings settings, DeviceFlow flow) {
        this.dispatcher = new DeviceDispatcher(settings, flow);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        dispatcher.handle(request, response);
    }
}
