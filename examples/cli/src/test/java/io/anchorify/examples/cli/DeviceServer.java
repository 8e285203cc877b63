package io.anchorify.examples.cli;

import com.sun.net.httpserver.HttpExchange;
import io.anchorify.examples.cli.FakeServer.RecordedRequest;
import io.anchorify.examples.cli.common.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server with the endpoints of RFC 8628 and scripted responses. */
public final class DeviceServer implements AutoCloseable {

    public static final String DEVICE_CODE = "GmRhmhcxhwAzkoEqiMEgDnyEysNkuNhszIySk9eS";
    public static final String USER_CODE = "WDJB-MJHT";

    private final Queue<Reply> codeReplies = new ConcurrentLinkedQueue<>();
    private final Queue<Reply> tokenReplies = new ConcurrentLinkedQueue<>();
    private final Map<String, Object> code = new LinkedHashMap<>();
    private volatile String identity = FakeServer.ME;
    private final FakeServer server = new FakeServer(this::handle);

    /** A response; status 0 closes the connection instead. */
    private record Reply(int status, String type, String body, String... headers) {

        private void send(HttpExchange exchange) throws IOException {
            if (status != 0) {
                FakeServer.send(exchange, status, type, body, headers);
            }
        }
    }

    public DeviceServer() {
        code.put("device_code", DEVICE_CODE);
        code.put("user_code", USER_CODE);
        code.put("verification_uri", url() + "/device");
        code.put("verification_uri_complete", url() + "/device?user_code=" + USER_CODE);
        code.put("expires_in", 600);
        code.put("interval", 5);
    }

    /** Changes a field of the response with the codes, or removes it. */
    public DeviceServer withCode(String field, Object value) {
        if (value == null) {
            code.remove(field);
        } else {
            code.put(field, value);
        }
        return this;
    }

    /** Responds like this to the next request of the codes. */
    public DeviceServer onCode(int status, String type, String body, String... headers) {
        codeReplies.add(new Reply(status, type, body, headers));
        return this;
    }

    /** Responds like this to the next poll. The last response is repeated. */
    public DeviceServer onPoll(int status, String type, String body, String... headers) {
        tokenReplies.add(new Reply(status, type, body, headers));
        return this;
    }

    public DeviceServer error(String... errors) {
        for (String error : errors) {
            onPoll(400, "application/json", "{\"error\":\"" + error + "\"}");
        }
        return this;
    }

    public DeviceServer closesConnection(int times) {
        for (int i = 0; i < times; i++) {
            onPoll(0, "", "");
        }
        return this;
    }

    public DeviceServer grants(String token) {
        return onPoll(
                200,
                "application/json",
                "{\"access_token\":\"" + token + "\",\"token_type\":\"bearer\",\"expires_in\":60}");
    }

    /** Responds like this to the verification of the token. */
    public DeviceServer withIdentity(String json) {
        identity = json;
        return this;
    }

    public String url() {
        return server.url();
    }

    public List<RecordedRequest> requests() {
        return server.requests();
    }

    /** The paths of the requests, in order. */
    public List<String> paths() {
        return requests().stream().map(RecordedRequest::path).toList();
    }

    private void handle(HttpExchange exchange, RecordedRequest request) throws IOException {
        switch (request.path()) {
            case "/device/code" -> codeReply().send(exchange);
            case "/device/token" -> tokenReply().send(exchange);
            default -> FakeServer.send(exchange, 200, "application/json", identity);
        }
    }

    private Reply codeReply() {
        Reply scripted = codeReplies.poll();
        String json = new String(Json.writeLine(code), StandardCharsets.UTF_8);
        return scripted == null ? new Reply(200, "application/json", json) : scripted;
    }

    private Reply tokenReply() {
        return tokenReplies.size() == 1 ? tokenReplies.element() : tokenReplies.remove();
    }

    @Override
    public void close() {
        server.close();
    }
}
