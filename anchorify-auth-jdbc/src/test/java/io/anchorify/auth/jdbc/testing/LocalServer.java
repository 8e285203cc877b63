package io.anchorify.auth.jdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** What all servers have in common: a directory, a port and a process. */
abstract class LocalServer implements DatabaseServer {

    private final Path directory;
    private final int port = freePort();
    private boolean running;

    LocalServer(String name) {
        this.directory = Temporary.directory("anchorify-" + name);
    }

    /** Starts the process and waits until it accepts connections. */
    abstract void launch();

    /** Ends the process, which may have been killed. */
    abstract void shutDown();

    /** The file whose first line is the id of the process. */
    abstract Path pidFile();

    @Override
    public final synchronized void start() {
        if (!running) {
            launch();
            running = true;
        }
    }

    @Override
    public final synchronized void stop() {
        if (running) {
            shutDown();
            running = false;
        }
    }

    @Override
    public final synchronized void kill() {
        Processes.kill(pid());
        stop();
    }

    @Override
    public final synchronized void freeze() {
        Processes.freeze(pid());
    }

    @Override
    public final synchronized void thaw() {
        Processes.thaw(pid());
    }

    @Override
    public final int port() {
        return port;
    }

    @Override
    public final Path data() {
        return directory.resolve("data");
    }

    final Path directory() {
        return directory;
    }

    private long pid() {
        try {
            return Long.parseLong(Files.readAllLines(pidFile()).get(0).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
