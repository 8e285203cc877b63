package io.anchorify.examples.jetty;

import com.github.benmanes.caffeine.cache.Ticker;
import io.anchorify.auth.AdminToken;
import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.web.LoginCommand;
import io.anchorify.auth.web.TokenWeb;
import io.anchorify.auth.web.TokenWebBuilder;
import io.anchorify.examples.jetty.api.ApiServlet;
import io.anchorify.examples.jetty.api.HealthServlet;
import io.anchorify.examples.jetty.api.OpenApiFilter;
import io.anchorify.examples.jetty.docs.Manual;
import io.anchorify.examples.jetty.documents.DocumentStore;
import io.anchorify.examples.jetty.web.AssetServlet;
import io.anchorify.examples.jetty.web.BrowserCookie;
import io.anchorify.examples.jetty.web.Contact;
import io.anchorify.examples.jetty.web.DashboardLayout;
import io.anchorify.examples.jetty.web.DocsServlet;
import io.anchorify.examples.jetty.web.LoginServlet;
import io.anchorify.examples.jetty.web.LogoutServlet;
import io.anchorify.examples.jetty.web.NotFoundServlet;
import io.anchorify.examples.jetty.web.Pages;
import io.anchorify.examples.jetty.web.SecurityHeaders;
import io.anchorify.examples.jetty.web.SignInThrottle;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import javax.sql.DataSource;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The application: wires the store, the token service, and a Jetty server with all filters and servlets. */
final class AnchorifyApp implements AutoCloseable {

    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration DRAIN_IDLE_TIMEOUT = Duration.ofSeconds(2);

    private static final int MAX_CONNECTIONS = 4000;
    private static final Duration IDLE_TIMEOUT_AT_LIMIT = Duration.ofSeconds(1);
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    /** The thread pool has 200 threads. */
    private static final int MAX_REQUESTS = 150;

    private static final int MAX_REQUESTS_WITH_BODY = 50;
    /** How long a request waits for others before it is answered with 503. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);
    /** Low, because Jetty measures it from the first byte of a body, with no time of grace. */
    private static final int MIN_BYTES_PER_SECOND = 50;

    private static final int MAX_FORM_BYTES = 8 * 1024;
    private static final int MAX_FORM_FIELDS = 20;

    private static final EnumSet<DispatcherType> ALL_DISPATCHES = EnumSet.allOf(DispatcherType.class);
    private static final EnumSet<DispatcherType> REQUESTS = EnumSet.of(DispatcherType.REQUEST);

    private final TokenService tokens;
    private final Server server;
    private final ServerConnector connector;
    private final DrainingHandler draining;
    private final @Nullable URI publicUrl;
    /** Stored because the connector no longer knows its port during shutdown. */
    private volatile int port;

    private AnchorifyApp(Settings settings, JdbcTokenStore store, TokenService tokens, InstantSource clock) {
        this.tokens = tokens;
        this.publicUrl = settings.publicUrl();
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("anchorify");
        server = new Server(threads);
        connector = new ServerConnector(server, new HttpConnectionFactory(http()));
        connector.setPort(settings.port());
        connector.setHost(settings.isOpenToTheNetwork() ? null : "127.0.0.1");
        server.addConnector(connector);
        // Beyond the limit, clients wait in the operating system's queue, and idle connections are closed early.
        NetworkConnectionLimit connections = new NetworkConnectionLimit(MAX_CONNECTIONS, connector);
        connections.setEndPointIdleTimeout(IDLE_TIMEOUT_AT_LIMIT.toMillis());
        server.addBean(connections);
        ConnectionDeadlines deadlines =
                new ConnectionDeadlines(limitRequests(context(settings, store.dataSource(), clock)), DEADLINE);
        connector.addEventListener(deadlines);
        draining = new DrainingHandler(deadlines);
        server.setHandler(draining);
    }

    static AnchorifyApp start(Settings settings) throws Exception {
        return start(settings, InstantSource.system());
    }

    /** Uses the given clock for the times on the pages. */
    static AnchorifyApp start(Settings settings, InstantSource clock) throws Exception {
        JdbcTokenStore store = JdbcTokenStore.connect(settings.jdbcUrl(), settings.jdbcUser(), settings.jdbcPassword())
                .createSchema();
        TokenService tokens = service(store);
        try {
            AnchorifyApp app = new AnchorifyApp(settings, store, tokens, clock);
            app.server.start();
            app.port = app.connector.getLocalPort();
            return app;
        } catch (IOException e) {
            tokens.close();
            throw new SettingsException("Cannot listen on port " + settings.port() + " (" + e.getMessage()
                    + "). Set ANCHORIFY_PORT to a free port");
        } catch (Exception e) {
            tokens.close();
            throw e;
        }
    }

    /** Closes the store if the service, which would own it, cannot be created. */
    private static TokenService service(JdbcTokenStore store) {
        try {
            return TokenService.builder(store).build();
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** The URL of this server on its own machine. */
    String url() {
        return "http://localhost:" + port;
    }

    /** Stops accepting connections, completes accepted requests, and flushes pending last-used times. */
    @Override
    public void close() {
        close(DRAIN_TIMEOUT, DRAIN_IDLE_TIMEOUT);
    }

    void close(Duration drainTimeout, Duration idleTimeout) {
        try {
            draining.drain(connector, drainTimeout, idleTimeout);
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The server did not shut down cleanly", e);
        } finally {
            tokens.close();
        }
    }

    /**
     * Keeps threads free for health checks, and for requests without a body while others send bodies slowly. A request
     * that waits has no thread.
     */
    private static Handler limitRequests(Handler handler) {
        QoSHandler all = new QoSHandler(handler);
        all.setMaxRequestCount(MAX_REQUESTS);
        all.setMaxSuspend(MAX_WAIT);
        all.excludePath("/health/*");
        QoSHandler withBody = new QoSHandler(new MinimumDataRateHandler(all, MIN_BYTES_PER_SECOND, 0));
        withBody.setMaxRequestCount(MAX_REQUESTS_WITH_BODY);
        withBody.setMaxSuspend(MAX_WAIT);
        withBody.excludeMethod("GET", "HEAD", "OPTIONS");
        return withBody;
    }

    private ServletContextHandler context(Settings settings, DataSource dataSource, InstantSource clock) {
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        context.setMaxFormContentSize(MAX_FORM_BYTES);
        context.setMaxFormKeys(MAX_FORM_FIELDS);
        SecurityHeaders headers = new SecurityHeaders(isHttps());
        SignIn.configure(context, settings.users(), isHttps(), headers);
        Pages pages = new Pages();
        BrowserCookie cookie = new BrowserCookie(isHttps());
        ContainerErrorHandler errors = new ContainerErrorHandler(pages, headers);
        context.setErrorHandler(errors);
        server.setErrorHandler(errors);

        context.addFilter(headers, "/*", ALL_DISPATCHES);
        context.addServlet(new NotFoundServlet(pages), "/");
        context.addServlet(new AssetServlet(), "/assets/*");
        SignInThrottle throttle = new SignInThrottle(Ticker.systemTicker());
        context.setAttribute(Contact.ATTRIBUTE, settings.contact());
        DocumentStore documents = new DocumentStore(dataSource);
        documents.createSchema();
        TokenWeb web = tokenWeb(settings, clock, pages, documents);
        context.addServlet(new LoginServlet(pages, web.forms(), cookie, throttle, settings.isBehindProxy()), "/login");
        context.addServlet(new LogoutServlet(pages, web.forms()), "/logout");
        context.addServlet(web.page(), "/dashboard/*");
        context.addServlet(web.deviceEndpoints(), "/device/*");
        context.addServlet(new DocsServlet(pages, web.forms(), new Manual(), this::loginUrl), "/docs/*");

        context.addFilter(new OpenApiFilter(), OpenApiFilter.PATH, REQUESTS);
        guardApi(context, settings.adminToken());
        context.addServlet(new ApiServlet(tokens, documents, clock, settings.rotationGrace()), "/api/*");
        context.addServlet(new HealthServlet(tokens), "/health/*");
        return context;
    }

    /** The token page, in the dashboard of this application. */
    private TokenWeb tokenWeb(Settings settings, InstantSource clock, Pages pages, DocumentStore documents) {
        TokenWebBuilder web = TokenWeb.builder(tokens)
                .administrators(request -> settings.administrators().contains(request.getRemoteUser()))
                .loginCommand(
                        request -> LoginCommand.of("anchorify login --host " + loginUrl(), "--token-prompt", "--token"))
                .signIn(SignIn::urlFor)
                .layout(new DashboardLayout(pages, documents))
                .texts(Locale.ENGLISH, ResourceBundle.getBundle("panel"))
                .locale(request -> Locale.ENGLISH)
                .clock(clock);
        if (publicUrl != null) {
            web.publicUrl(publicUrl);
        }
        return web.build();
    }

    /** Every other API path requires a token; some are restricted to users, some to the operator. */
    private void guardApi(ServletContextHandler context, @Nullable AdminToken adminToken) {
        TokenAuthenticator authenticator = adminToken == null ? tokens : adminToken.orElse(tokens);
        BearerTokenFilter anyToken =
                BearerTokenFilter.builder(authenticator).protect("/api/*").build();
        BearerTokenFilter users = BearerTokenFilter.builder(authenticator)
                .protect("/api/tokens/*")
                .permit((request, principal) -> principal instanceof TokenPrincipal)
                .build();
        BearerTokenFilter operator = BearerTokenFilter.builder(authenticator)
                .protect("/api/admin/*")
                .requiredScopes(AdminToken.ROLE)
                .build();
        for (BearerTokenFilter filter : List.of(anyToken, users, operator)) {
            context.addFilter(filter, "/*", ALL_DISPATCHES);
        }
    }

    private String loginUrl() {
        return publicUrl == null ? url() : publicUrl.toString();
    }

    private boolean isHttps() {
        return publicUrl != null && publicUrl.getScheme().equals("https");
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        return http;
    }
}
