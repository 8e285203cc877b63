package io.anchorify.auth.jdbc.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy between one node and its database that injects network faults. One thread serves all connections and
 * runs all changes.
 */
final class FaultyProxy implements AutoCloseable {

    /** How often delayed bytes are checked. */
    private static final long TICK_MILLIS = 5;

    private static final long TIMEOUT_SECONDS = 30;

    private final Selector selector;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<ProxyConnection> connections = new ArrayList<>();
    private final InetSocketAddress address;
    private final Thread thread;
    private @Nullable ServerSocketChannel listening;
    private InetSocketAddress server;
    private LinkState link = LinkState.HEALTHY;
    private boolean resetting;
    private volatile boolean closed;

    private FaultyProxy(int serverPort) throws IOException {
        selector = Selector.open();
        server = loopback(serverPort);
        listening = listen(loopback(0));
        address = (InetSocketAddress) listening.getLocalAddress();
        thread = new Thread(this::serve, "proxy-" + address.getPort());
        thread.setDaemon(true);
    }

    static FaultyProxy to(int serverPort) {
        try {
            FaultyProxy proxy = new FaultyProxy(serverPort);
            proxy.thread.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return address.getPort();
    }

    /** Changes the link of all existing and new connections. Bytes that were held back are delivered if the link allows. */
    void link(LinkState changed) {
        runOnThread(() -> link = changed);
    }

    /** Resets every connection, like a firewall that has lost its state. */
    void reset() {
        runOnThread(this::resetAll);
    }

    /** Resets every connection, and every new connection as soon as it is opened. */
    void keepResetting(boolean resetting) {
        runOnThread(() -> {
            this.resetting = resetting;
            if (resetting) {
                resetAll();
            }
        });
    }

    /** Resets every connection and refuses new ones. */
    void refuse() {
        runOnThread(() -> {
            resetAll();
            stopListening();
        });
    }

    /** Accepts connections again. Retries because the port can be in use for a moment. */
    void listenAgain() {
        Awaitility.await()
                .atMost(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .untilAsserted(() -> runOnThread(this::listenOnSamePort));
    }

    /** Sends new connections to another server. */
    void server(int port) {
        runOnThread(() -> server = loopback(port));
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runOnThread(Runnable change) {
        Executor onThread = task -> {
            tasks.add(task);
            selector.wakeup();
        };
        CompletableFuture.runAsync(change, onThread)
                .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private void serve() {
        try (selector) {
            while (!closed) {
                boolean waiting = connections.stream().anyMatch(ProxyConnection::isWaiting);
                selector.select(waiting ? TICK_MILLIS : 0);
                runTasks();
                accept();
                selector.selectedKeys().clear();
                move();
            }
            resetAll();
            stopListening();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void accept() throws IOException {
        if (listening == null) {
            return;
        }
        for (SocketChannel node = listening.accept(); node != null; node = listening.accept()) {
            if (resetting) {
                ProxyConnection.reset(node);
            } else {
                connections.add(new ProxyConnection(node, selector));
            }
        }
    }

    private void move() {
        long now = System.nanoTime();
        for (Iterator<ProxyConnection> all = connections.iterator(); all.hasNext(); ) {
            ProxyConnection connection = all.next();
            if (!connection.move(link, server, now)) {
                connection.close();
                all.remove();
            }
        }
    }

    private void resetAll() {
        connections.forEach(ProxyConnection::reset);
        connections.clear();
    }

    private void stopListening() {
        try {
            if (listening != null) {
                listening.close();
                // A closed channel keeps its port until the selector has noticed.
                selector.selectNow();
            }
            listening = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listenOnSamePort() {
        try {
            if (listening == null) {
                listening = listen(address);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServerSocketChannel listen(InetSocketAddress at) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(at, 100);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_ACCEPT);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
