package io.anchorify.auth.jdbc.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One connection of a node through the proxy. Used by the proxy's thread alone. */
final class ProxyConnection {

    private final SocketChannel node;
    private final Selector selector;
    private @Nullable SocketChannel server;
    private @Nullable ProxyFlow toServer;
    private @Nullable ProxyFlow toNode;

    ProxyConnection(SocketChannel node, Selector selector) throws IOException {
        this.node = node;
        this.selector = selector;
        node.configureBlocking(false);
        node.setOption(StandardSocketOptions.TCP_NODELAY, true);
        node.register(selector, 0);
    }

    /**
     * Transfers the bytes that the link allows.
     *
     * @return whether the connection is still open
     */
    boolean move(LinkState link, InetSocketAddress address, long now) {
        try {
            if (server == null && !link.holdsToServer()) {
                connect(address);
            }
            return toServer == null
                    || toNode == null
                    || toServer.move(link.holdsToServer(), link.toServer(), link, now)
                            & toNode.move(link.holdsToNode(), link.toNode(), link, now);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether delayed bytes must be checked again even if no byte arrives. */
    boolean isWaiting() {
        return toServer != null && toServer.isWaiting() || toNode != null && toNode.isWaiting();
    }

    void close() {
        close(node);
        if (server != null) {
            close(server);
        }
    }

    void reset() {
        reset(node);
        if (server != null) {
            reset(server);
        }
    }

    static void reset(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        close(channel);
    }

    /** Blocks, because a server on the loopback interface accepts or refuses immediately. */
    private void connect(InetSocketAddress address) throws IOException {
        server = SocketChannel.open();
        server.socket().connect(address, (int) Duration.ofSeconds(1).toMillis());
        server.configureBlocking(false);
        server.setOption(StandardSocketOptions.TCP_NODELAY, true);
        toServer = new ProxyFlow(node, server, node.keyFor(selector));
        toNode = new ProxyFlow(server, node, server.register(selector, 0));
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The socket is closed anyway.
        }
    }
}
