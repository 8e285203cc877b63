package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Faults of the processes of nodes, and of their clocks. */
final class NodeFaults {

    /** How long a node may answer from its cache. */
    static final Duration TERM = Duration.ofSeconds(3);

    private NodeFaults() {}

    static Fault none() {
        return Fault.of("none", Duration.ofSeconds(2), context -> () -> {});
    }

    /** Pauses nodes for this many terms. */
    static Fault paused(double terms) {
        Duration duration = Duration.ofMillis((long) (TERM.toMillis() * terms));
        String name = String.format(Locale.ROOT, "node paused for %.1f L", terms);
        return Fault.of(name, duration, context -> {
                    List<Node> victims = context.victims();
                    victims.forEach(Node::pause);
                    return () -> victims.forEach(Node::resume);
                })
                .revokingFor(duration.compareTo(Duration.ofSeconds(6)) < 0 ? duration : Duration.ofSeconds(6));
    }

    /** Pauses nodes repeatedly, each time for about a term. */
    static Fault stuttering() {
        return Fault.of("node paused again and again", Duration.ofSeconds(8), context -> {
            List<Node> victims = context.victims();
            Random random = context.random();
            Fault.Repair end =
                    FaultContext.repeat(Duration.ofMillis(300), () -> victims.forEach(node -> stutter(node, random)));
            return () -> {
                end.repair();
                victims.forEach(Node::resume);
            };
        });
    }

    /** Nodes stay down for longer than a revocation waits for them. */
    static Fault killed() {
        return Fault.of(
                        "node killed",
                        Duration.ofSeconds(6),
                        context -> {
                            List<Node> victims = context.victims();
                            victims.forEach(Node::kill);
                            return () -> {
                                for (Node victim : victims) {
                                    context.cluster().replace(victim);
                                }
                            };
                        },
                        // The new node needs a working database to join.
                        Fault.Trait.NEEDS_DATABASE)
                .revokingFor(Duration.ofSeconds(2));
    }

    static Fault poolExhausted() {
        return Fault.of("pool exhausted", Duration.ofSeconds(6), context -> {
            List<Node> victims = context.victims();
            victims.forEach(node -> node.change("exhaust"));
            return () -> victims.forEach(node -> node.change("refill"));
        });
    }

    static Fault wallClockStepped() {
        return Fault.of(
                "wall clock stepped by an hour",
                Duration.ofSeconds(4),
                context -> {
                    List<Node> victims = context.victims();
                    String step = context.random().nextBoolean() ? "PT1H" : "PT-1H";
                    victims.forEach(node -> node.change("step", step));
                    return () -> victims.forEach(
                            node -> node.change("step", Duration.parse(step).negated()));
                },
                Fault.Trait.STEPS_CLOCK);
    }

    /** Clocks run as fast and as slow as is tolerated. */
    static Fault clocksApart() {
        return Fault.of(
                "clocks 10 % fast and slow",
                Duration.ofSeconds(8), context -> {
                    List<Node> nodes = List.copyOf(context.cluster().nodes());
                    for (int i = 0; i < nodes.size(); i++) {
                        nodes.get(i).change("rate", i % 2 == 0 ? 1.1 : 0.9);
                    }
                    return () -> nodes.stream().filter(Node::isAlive).forEach(node -> node.change("rate", 1.0));
                });
    }

    /** Nodes with slow clocks, whose terms are the longest, lose the database. */
    static Fault slowClocksCutOff() {
        return Fault.of("slow clocks cut off", Duration.ofSeconds(8), context -> {
            List<Node> victims = context.victims();
            List<Node> nodes = List.copyOf(context.cluster().nodes());
            nodes.forEach(node -> node.change("rate", victims.contains(node) ? 0.9 : 1.1));
            victims.forEach(node -> node.proxy().link(LinkState.BLACK_HOLE));
            return () -> {
                victims.forEach(node -> node.proxy().link(LinkState.HEALTHY));
                nodes.stream().filter(Node::isAlive).forEach(node -> node.change("rate", 1.0));
            };
        });
    }

    static Fault joiningAndLeaving() {
        return Fault.of(
                "nodes joining and leaving every second",
                Duration.ofSeconds(8),
                context -> {
                    List<Node> victims = context.victims();
                    Fault.Repair end =
                            FaultContext.repeat(Duration.ofMillis(500), () -> victims.forEach(NodeFaults::leaveOrJoin));
                    return () -> {
                        end.repair();
                        victims.stream()
                                .filter(node -> node.isAlive() && !node.isServing())
                                .forEach(Node::joinEventually);
                    };
                },
                Fault.Trait.NEEDS_DATABASE);
    }

    private static void stutter(Node node, Random random) {
        if (!node.isServing() && random.nextInt(5) == 0) {
            node.resume();
        } else if (node.isServing() && random.nextInt(2) == 0) {
            node.pause();
        }
    }

    private static void leaveOrJoin(Node node) {
        if (node.isServing()) {
            node.leave();
        } else {
            node.join();
        }
    }
}
