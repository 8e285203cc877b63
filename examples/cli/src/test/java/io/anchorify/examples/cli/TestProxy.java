package io.anchorify.examples.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP proxy that forwards every request and every tunnel to one port of this machine, whatever server it names. */
public final class TestProxy implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final int target;
    private final String refusal;

    /** Forwards requests to a port. */
    public TestProxy(int target) throws IOException {
        this(target, "");
    }

    /** Takes the status line and headers of the response to every request, to refuse it. */
    public TestProxy(int target, String refusal) throws IOException {
        this.target = target;
        this.refusal = refusal;
        threads.execute(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    public String url() {
        return "http://localhost:" + port();
    }

    /** The request lines and headers that the proxy received. */
    public List<String> heads() {
        return heads;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            String head = readHead(client.getInputStream());
            heads.add(head);
            if (!refusal.isEmpty()) {
                write(client, refusal + "\r\nContent-Length: 0\r\n\r\n");
                return;
            }
            if (head.startsWith("CONNECT ")) {
                write(client, "HTTP/1.1 200 OK\r\n\r\n");
            } else {
                write(
                        server,
                        head.replaceFirst(" http://[^/]+", " ").replaceFirst("\r\n", "\r\nConnection: close\r\n"));
            }
            threads.execute(() -> copy(client, server));
            copy(server, client);
        } catch (IOException e) {
            // The client sees a broken connection.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them is closed.
        }
    }

    private static void write(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads up to the empty line. */
    private static String readHead(InputStream input) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int b = input.read(); b >= 0; b = input.read()) {
            head.write(b);
            if (b == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
