package io.anchorify.auth.servlet.conformance;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection with pipelined requests, whose responses have no body. */
final class PipelinedHttp implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;

    private final int port;
    private Socket socket;
    private BufferedReader answers;
    private boolean closing;

    PipelinedHttp(int port) throws IOException {
        this.port = port;
        open();
    }

    private void open() throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        closing = false;
    }

    void send(String requests) throws IOException {
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads the next response and returns one of its headers. */
    String header(String name) throws IOException {
        String start = name.toLowerCase(Locale.ROOT) + ": ";
        String found = "missing";
        long length = -1;
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith(start)) {
                found = line.substring(start.length());
            } else if (lower.startsWith("content-length: ")) {
                length = Long.parseLong(line.substring("content-length: ".length()));
            } else if (lower.equals("connection: close")) {
                closing = true;
            }
        }
        if (length != 0) {
            throw new IOException("A response has a body or no Content-Length: 0");
        }
        return found;
    }

    /** Opens another connection if the server announced that it closes this one. */
    void openIfClosed() throws IOException {
        if (closing) {
            socket.close();
            open();
        }
    }

    private String readLine() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new EOFException("The server closed the connection without announcing it");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
