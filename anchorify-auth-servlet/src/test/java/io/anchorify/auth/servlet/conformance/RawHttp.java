package io.anchorify.auth.servlet.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An HTTP client that sends requests exactly as written, without normalization. */
public final class RawHttp {

    private static final int TIMEOUT_MILLIS = 10_000;

    private RawHttp() {}

    /** A parsed response. */
    public record Answer(int status, List<String> headers, String body) {

        /** The values of a header, in the order of its lines. */
        public List<String> header(String name) {
            String start = name.toLowerCase(java.util.Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .toList();
        }
    }

    /** Sends the request line and headers as written, and reads until the server closes the connection. */
    public static Answer send(int port, String requestLine, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(requestLine).append("\r\nHost: localhost\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        request.append("\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            return parse(readAll(socket.getInputStream()));
        }
    }

    /**
     * Sends arbitrary text, and reads until the server closes or resets the connection.
     *
     * @return the raw response, empty if there was none
     */
    public static String exchange(int port, String request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            socket.getInputStream().transferTo(answer);
        } catch (SocketException e) {
            // A server may reset the connection on a malformed request.
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    public static Answer get(int port, String path, String... headers) throws IOException {
        return send(port, "GET " + path + " HTTP/1.1", headers);
    }

    private static String readAll(InputStream input) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        input.transferTo(bytes);
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static Answer parse(String text) {
        int split = text.indexOf("\r\n\r\n");
        List<String> lines = new ArrayList<>(List.of(text.substring(0, split).split("\r\n")));
        int status = Integer.parseInt(lines.remove(0).split(" ")[1]);
        String body = text.substring(split + 4);
        boolean chunked = lines.stream().anyMatch(line -> line.equalsIgnoreCase("Transfer-Encoding: chunked"));
        return new Answer(status, lines, chunked ? dechunk(body) : body);
    }

    private static String dechunk(String body) {
        StringBuilder whole = new StringBuilder();
        String rest = body;
        while (!rest.isEmpty()) {
            int line = rest.indexOf("\r\n");
            int length = Integer.parseInt(rest.substring(0, line).strip(), 16);
            if (length == 0) {
                break;
            }
            whole.append(rest, line + 2, line + 2 + length);
            rest = rest.substring(line + 2 + length + 2);
        }
        return whole.toString();
    }
}
