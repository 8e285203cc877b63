package io.anchorify.examples.cost;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The application in a process of its own, with one connection that is kept alive. */
final class RunningApplication implements AutoCloseable {

    private final Process process;
    private final Socket connection;
    private final byte[] request;
    private final Cost startCost;

    private RunningApplication(Process process, Socket connection, String token, Cost startCost) {
        this.process = process;
        this.connection = connection;
        this.startCost = startCost;
        this.request = ("GET /api/hello HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static RunningApplication start(Variant variant) throws IOException {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        variant.classPath(),
                        CostApplication.class.getName(),
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--server.tomcat.max-keep-alive-requests=-1",
                        "--server.tomcat.keep-alive-timeout=10m",
                        "--spring.datasource.url=jdbc:h2:mem:cost",
                        "--spring.datasource.hikari.maximum-pool-size=14",
                        "--anchorify.auth.protected-paths=/api/*",
                        "--logging.level.root=warn",
                        "--spring.main.banner-mode=off")
                .redirectErrorStream(true)
                .start();
        try {
            String[] ready = awaitReady(process.inputReader(StandardCharsets.UTF_8));
            Cost startCost = new Cost(System.nanoTime() - begin, processorNanos(process));
            Socket connection = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(ready[1]));
            connection.setTcpNoDelay(true);
            connection.setSoTimeout(10_000);
            return new RunningApplication(process, connection, ready[2], startCost);
        } catch (IOException | RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String[] awaitReady(BufferedReader output) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ready ")) {
                return line.split(" ");
            }
            seen.append(line).append('\n');
        }
        throw new IllegalStateException("The application did not start: " + seen);
    }

    Cost startCost() {
        return startCost;
    }

    /** Sends requests one after the other, and returns the mean cost of one. */
    Cost costOfRequests(int requests) throws IOException {
        long processor = processorNanos(process);
        long begin = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            exchange();
        }
        long end = System.nanoTime();
        return new Cost((end - begin) / requests, (processorNanos(process) - processor) / requests);
    }

    private static long processorNanos(Process process) {
        return process.info().totalCpuDuration().orElseThrow().toNanos();
    }

    private void exchange() throws IOException {
        OutputStream output = connection.getOutputStream();
        output.write(request);
        byte[] answer = new byte[4096];
        int length = 0;
        InputStream input = connection.getInputStream();
        String text = "";
        while (!text.endsWith("hello")) {
            int read = input.read(answer, length, answer.length - length);
            if (read <= 0) {
                throw new IOException("Unexpected answer: " + text);
            }
            length += read;
            text = new String(answer, 0, length, StandardCharsets.ISO_8859_1);
        }
        if (!text.startsWith("HTTP/1.1 200")) {
            throw new IOException("Unexpected answer: " + text);
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
        process.destroyForcibly();
    }
}
