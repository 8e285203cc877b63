package io.anchorify.examples.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server with scripted responses that records its requests. */
public final class FakeServer implements AutoCloseable {

    public static final String ME =
            "{\"owner\":\"ada\",\"tokenId\":\"Zk3Aa0Bb1Cc2Dd3Ee4Ff5G\",\"label\":\"laptop\",\"admin\":false}";

    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** A received request. */
    public record RecordedRequest(String method, String path, String authorization, String body) {}

    /** Responds to requests. */
    @FunctionalInterface
    public interface Handler {

        void handle(HttpExchange exchange, RecordedRequest request) throws IOException;
    }

    public FakeServer(Handler handler) {
        this(plain(), handler);
    }

    /** Uses a server that is not started yet. */
    public FakeServer(HttpServer server, Handler handler) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                RecordedRequest request = new RecordedRequest(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                requests.add(request);
                handler.handle(exchange, request);
            }
        });
        server.start();
    }

    /** Sends this response to every request. */
    public static FakeServer always(int status, String type, String body, String... headers) {
        return new FakeServer((exchange, request) -> send(exchange, status, type, body, headers));
    }

    /** Sends this JSON with status 200 to every request. */
    public static FakeServer ok(String json) {
        return always(200, "application/json", json);
    }

    public static FakeServer problem(int status, String detail, String... headers) {
        return always(status, "application/problem+json", problemOf(status, detail), headers);
    }

    public static String problemOf(int status, String detail) {
        return "{\"type\":\"about:blank\",\"status\":" + status + ",\"detail\":\"" + detail + "\"}";
    }

    /** Sends a response; headers are alternating names and values. */
    public static void send(HttpExchange exchange, int status, String type, String body, String... headers)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    public List<RecordedRequest> requests() {
        return requests;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://localhost:" + port();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static HttpServer plain() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
