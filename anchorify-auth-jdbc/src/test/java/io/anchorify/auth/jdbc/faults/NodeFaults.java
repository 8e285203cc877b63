package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What can happen to the processes of some nodes, and to their clocks. */
final class NodeFaults {

    /** How long a node may answer from its cache. */
    static final Duration TERM = Duration.ofSeconds(3);

    private NodeFaults() {}

    static Fault none() {
        return Fault.of("none", Duration.ofSeconds(2), stage -> () -> {});
    }

    /** Stopped in its tracks for so many terms, and then it goes on as if nothing had been. */
    static Fault paused(double terms) {
        Duration holds = Duration.ofMillis((long) (TERM.toMillis() * terms));
        String name = String.format(Locale.ROOT, "node paused for %.1f L", terms);
        return Fault.of(name, holds, stage -> {
                    List<Node> victims = stage.victims();
                    victims.forEach(Node::pause);
                    return () -> victims.forEach(Node::resume);
                })
                .revokingFor(holds.compareTo(Duration.ofSeconds(6)) < 0 ? holds : Duration.ofSeconds(6));
    }

    /** Stopped again and again for moments around the length of a term. */
    static Fault stuttering() {
        return Fault.of("node paused again and again", Duration.ofSeconds(8), stage -> {
            List<Node> victims = stage.victims();
            Random random = stage.random();
            Fault.Healing end =
                    Stage.repeat(Duration.ofMillis(300), () -> victims.forEach(node -> stutter(node, random)));
            return () -> {
                end.heal();
                victims.forEach(Node::resume);
            };
        });
    }

    /** For longer than a revocation waits for it. */
    static Fault killed() {
        return Fault.of(
                        "node killed",
                        Duration.ofSeconds(6),
                        stage -> {
                            List<Node> victims = stage.victims();
                            victims.forEach(Node::kill);
                            return () -> {
                                for (Node victim : victims) {
                                    stage.cluster().replace(victim);
                                }
                            };
                        },
                        // The new node has to come up on the line and the database that there are.
                        Fault.Trait.NEEDS_DATABASE)
                .revokingFor(Duration.ofSeconds(2));
    }

    static Fault poolExhausted() {
        return Fault.of("pool exhausted", Duration.ofSeconds(6), stage -> {
            List<Node> victims = stage.victims();
            victims.forEach(node -> node.change("exhaust"));
            return () -> victims.forEach(node -> node.change("refill"));
        });
    }

    static Fault wallClockStepped() {
        return Fault.of(
                "wall clock stepped by an hour",
                Duration.ofSeconds(4),
                stage -> {
                    List<Node> victims = stage.victims();
                    String step = stage.random().nextBoolean() ? "PT1H" : "PT-1H";
                    victims.forEach(node -> node.change("step", step));
                    return () -> victims.forEach(
                            node -> node.change("step", Duration.parse(step).negated()));
                },
                Fault.Trait.STEPS_CLOCK);
    }

    /** Some clocks run as much too fast as is allowed, and the others as much too slow. */
    static Fault clocksApart() {
        return Fault.of(
                "clocks 10 % fast and slow",
                Duration.ofSeconds(8), stage -> {
                    List<Node> nodes = List.copyOf(stage.cluster().nodes());
                    for (int i = 0; i < nodes.size(); i++) {
                        nodes.get(i).change("rate", i % 2 == 0 ? 1.1 : 0.9);
                    }
                    return () -> nodes.stream().filter(Node::isAlive).forEach(node -> node.change("rate", 1.0));
                });
    }

    /** Clocks run apart, and the nodes with the slow ones, whose terms are the longest, lose the database. */
    static Fault slowClocksCutOff() {
        return Fault.of("slow clocks cut off", Duration.ofSeconds(8), stage -> {
            List<Node> victims = stage.victims();
            List<Node> nodes = List.copyOf(stage.cluster().nodes());
            nodes.forEach(node -> node.change("rate", victims.contains(node) ? 0.9 : 1.1));
            victims.forEach(node -> node.proxy().line(Line.BLACK_HOLE));
            return () -> {
                victims.forEach(node -> node.proxy().line(Line.GOOD));
                nodes.stream().filter(Node::isAlive).forEach(node -> node.change("rate", 1.0));
            };
        });
    }

    static Fault joiningAndLeaving() {
        return Fault.of(
                "nodes joining and leaving every second",
                Duration.ofSeconds(8),
                stage -> {
                    List<Node> victims = stage.victims();
                    Fault.Healing end =
                            Stage.repeat(Duration.ofMillis(500), () -> victims.forEach(NodeFaults::leaveOrJoin));
                    return () -> {
                        end.heal();
                        victims.stream()
                                .filter(node -> node.isAlive() && !node.isServing())
                                .forEach(Node::joinInTheEnd);
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
