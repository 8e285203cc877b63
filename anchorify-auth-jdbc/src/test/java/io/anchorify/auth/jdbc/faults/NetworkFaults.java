package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.List;

/** Faults of the network between nodes and the database. */
final class NetworkFaults {

    /** Longer than the term of a node that is cut off. */
    private static final Duration DURATION = Duration.ofSeconds(6);

    private static final int FEW_BYTES = 40;

    private NetworkFaults() {}

    static Fault slow() {
        return onLink("every call 2 s slower", LinkState.slower(Duration.ofSeconds(2)));
    }

    static Fault blackHole() {
        return onLink("cut off: black hole", LinkState.BLACK_HOLE);
    }

    static Fault onlyToServer() {
        return onLink("cut off: responses lost", LinkState.RESPONSES_LOST);
    }

    static Fault onlyToNode() {
        return onLink("cut off: nothing sent", LinkState.REQUESTS_LOST);
    }

    static Fault trickling() {
        return onLink("cut off: trickle", LinkState.trickling(FEW_BYTES));
    }

    static Fault resetting() {
        return Fault.of("cut off: resets", DURATION, context -> {
            List<Node> victims = context.victims();
            return FaultContext.repeat(
                    Duration.ofMillis(300),
                    () -> victims.forEach(node -> node.proxy().reset()));
        });
    }

    static Fault resettingNewConnections() {
        return Fault.of("cut off: reset when opened", DURATION, context -> {
            List<Node> victims = context.victims();
            victims.forEach(node -> node.proxy().keepResetting(true));
            return () -> victims.forEach(node -> node.proxy().keepResetting(false));
        });
    }

    static Fault refused() {
        return Fault.of("cut off: refused", DURATION, context -> {
            List<Node> victims = context.victims();
            victims.forEach(node -> node.proxy().refuse());
            return () -> victims.forEach(node -> node.proxy().listenAgain());
        });
    }

    /** All nodes at the same time. */
    static Fault allCutOff() {
        return Fault.of("all cut off", DURATION, context -> {
            context.cluster().nodes().forEach(node -> node.proxy().link(LinkState.BLACK_HOLE));
            return () -> context.cluster().nodes().forEach(node -> node.proxy().link(LinkState.HEALTHY));
        });
    }

    /** Nodes listen to a channel without notifications; nothing fails. */
    static Fault withoutNotifications() {
        return Fault.of(
                "NOTIFY off: nothing received",
                DURATION,
                context -> {
                    List<Node> nodes = List.copyOf(context.cluster().nodes());
                    reconnect(nodes, LinkState.WITHOUT_NOTIFICATIONS);
                    return () -> reconnect(nodes, LinkState.HEALTHY);
                },
                Fault.Trait.POSTGRES_ONLY);
    }

    private static Fault onLink(String name, LinkState link) {
        return Fault.of(name, DURATION, context -> {
            List<Node> victims = context.victims();
            victims.forEach(node -> node.proxy().link(link));
            return () -> victims.forEach(node -> node.proxy().link(LinkState.HEALTHY));
        });
    }

    private static void reconnect(List<Node> nodes, LinkState link) {
        nodes.forEach(node -> {
            node.proxy().link(link);
            node.proxy().reset();
        });
    }
}
