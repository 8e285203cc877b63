package io.anchorify.examples.jetty;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends requests over one connection. */
final class KeepAliveClient implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader answers;
    private boolean open = true;

    KeepAliveClient(int port, int timeoutMillis) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(timeoutMillis);
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /** A response. */
    record Answer(int status, boolean hasRetryAfter, String body) {}

    /** False once the server announced {@code Connection: close}. */
    boolean isOpen() {
        return open;
    }

    Answer get(String path, String token) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String statusLine = answers.readLine();
        if (statusLine == null) {
            throw new IOException("Connection closed before the response");
        }
        boolean retryAfter = false;
        int length = 0;
        for (String line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
            if (line.equalsIgnoreCase("Connection: close")) {
                open = false;
            } else if (line.startsWith("Retry-After: ")) {
                retryAfter = true;
            } else if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        return new Answer(Integer.parseInt(statusLine.split(" ")[1]), retryAfter, read(length));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String read(int length) throws IOException {
        char[] body = new char[length];
        for (int read = 0; read < length; ) {
            int more = answers.read(body, read, length - read);
            if (more < 0) {
                throw new IOException("Connection closed during the response");
            }
            read += more;
        }
        return new String(body);
    }
}
