package io.anchorify.auth.jdbc.faults;

import java.time.Duration;
import java.util.List;

/** What can happen on the line between some nodes and the database. */
final class LineFaults {

    /** Longer than any term of a node that is cut off. */
    private static final Duration HOLDS = Duration.ofSeconds(6);

    private static final int FEW_BYTES = 40;

    private LineFaults() {}

    static Fault slow() {
        return bad("every call 2 s slower", Line.slower(Duration.ofSeconds(2)));
    }

    static Fault blackHole() {
        return bad("cut off: black hole", Line.BLACK_HOLE);
    }

    static Fault onlyToServer() {
        return bad("cut off: answers lost", Line.ONLY_TO_SERVER);
    }

    static Fault onlyToNode() {
        return bad("cut off: nothing sent", Line.ONLY_TO_NODE);
    }

    static Fault trickling() {
        return bad("cut off: trickle", Line.trickling(FEW_BYTES));
    }

    static Fault resetting() {
        return Fault.of("cut off: resets", HOLDS, stage -> {
            List<Node> victims = stage.victims();
            return Stage.repeat(
                    Duration.ofMillis(300),
                    () -> victims.forEach(node -> node.proxy().reset()));
        });
    }

    static Fault resettingAtOnce() {
        return Fault.of("cut off: reset when opened", HOLDS, stage -> {
            List<Node> victims = stage.victims();
            victims.forEach(node -> node.proxy().keepResetting(true));
            return () -> victims.forEach(node -> node.proxy().keepResetting(false));
        });
    }

    static Fault refused() {
        return Fault.of("cut off: refused", HOLDS, stage -> {
            List<Node> victims = stage.victims();
            victims.forEach(node -> node.proxy().refuse());
            return () -> victims.forEach(node -> node.proxy().listenAgain());
        });
    }

    /** Everybody at once, as when the database's own line is cut. */
    static Fault allCutOff() {
        return Fault.of("all cut off", HOLDS, stage -> {
            stage.cluster().nodes().forEach(node -> node.proxy().line(Line.BLACK_HOLE));
            return () -> stage.cluster().nodes().forEach(node -> node.proxy().line(Line.GOOD));
        });
    }

    /** Nodes ask for notifications that nobody sends; nothing fails. */
    static Fault deaf() {
        return Fault.of(
                "NOTIFY off: nodes deaf",
                HOLDS,
                stage -> {
                    List<Node> nodes = List.copyOf(stage.cluster().nodes());
                    reconnect(nodes, Line.DEAF);
                    return () -> reconnect(nodes, Line.GOOD);
                },
                Fault.Trait.POSTGRES_ONLY);
    }

    private static Fault bad(String name, Line line) {
        return Fault.of(name, HOLDS, stage -> {
            List<Node> victims = stage.victims();
            victims.forEach(node -> node.proxy().line(line));
            return () -> victims.forEach(node -> node.proxy().line(Line.GOOD));
        });
    }

    private static void reconnect(List<Node> nodes, Line line) {
        nodes.forEach(node -> {
            node.proxy().line(line);
            node.proxy().reset();
        });
    }
}
