package io.anchorify.benchmarks.store;

import io.anchorify.auth.ChangeStats;
import io.anchorify.auth.Revocation.Outcome;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.benchmarks.support.MarkdownTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/** Revocations of active tokens by many at once, spread over all nodes, each with a pool of its own. */
final class Revocations {

    /** More than any round comes to, so that each revocation finds a token that is active. */
    private static final int TOKENS_A_SECOND = 4_000;

    private final List<Integer> revokers;
    private final int rounds;
    private final Duration time;
    private int series = 100;

    Revocations(List<Integer> revokers, int rounds, Duration time) {
        this.revokers = revokers;
        this.rounds = rounds;
        this.time = time;
    }

    void measure(List<Integer> nodes) {
        MarkdownTable table = MarkdownTable.titled(
                "Revocations on PostgreSQL; medians of " + rounds + " rounds of " + time.toMillis() + " ms",
                "nodes, revokers",
                "revocations/s",
                "p50 ms",
                "p99 ms",
                "longest ms",
                "acknowledged",
                "waited out",
                "failed");
        nodes.forEach(count -> measure(count, table));
    }

    private void measure(int count, MarkdownTable table) {
        List<TokenService> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                nodes.add(Nodes.joined(
                        TokenService.builder(Engine.POSTGRES.connect()).build()));
            }
            revokers.forEach(at -> measure(nodes, at, table));
        } finally {
            nodes.forEach(TokenService::close);
        }
    }

    private void measure(List<TokenService> nodes, int atOnce, MarkdownTable table) {
        LongAdder failed = new LongAdder();
        long acknowledged = changes(nodes, ChangeStats::acknowledged);
        long waitedOut = changes(nodes, ChangeStats::waitedOut);
        List<Sample> samples = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            samples.add(revoke(nodes, atOnce, failed));
        }
        table.row(
                nodes.size() + " nodes, " + atOnce + " revokers",
                Figures.number(Medians.of(samples, Sample::perSecond)),
                Figures.millis(Medians.of(samples, Sample::median)),
                Figures.millis(Medians.of(samples, Sample::p99)),
                Figures.millis(samples.stream()
                        .mapToDouble(sample -> sample.times().longest())
                        .max()
                        .orElse(0)),
                Figures.number(changes(nodes, ChangeStats::acknowledged) - acknowledged),
                Figures.number(changes(nodes, ChangeStats::waitedOut) - waitedOut),
                failed.sum());
    }

    private Sample revoke(List<TokenService> nodes, int atOnce, LongAdder failed) {
        TokenSeries tokens = TokenSeries.justUsed(series++);
        int count = (int) (TOKENS_A_SECOND * time.toMillis() / 1000);
        Nodes.add(nodes.get(0), tokens, count);
        return ClosedLoad.timed(atOnce, time, number -> {
            if (number >= count) {
                throw new IllegalStateException("There are not enough tokens to revoke");
            }
            TokenService node = nodes.get((int) (number % atOnce % nodes.size()));
            return revoke(node, tokens, number, failed);
        });
    }

    /** A revocation that fails takes its time, too. */
    private static boolean revoke(TokenService node, TokenSeries tokens, long number, LongAdder failed) {
        try {
            Outcome outcome =
                    node.revoke(tokens.owner(number), tokens.id(number)).outcome();
            if (outcome != Outcome.REVOKED) {
                throw new IllegalStateException("A token was " + outcome);
            }
        } catch (TokenStoreException e) {
            failed.increment();
        }
        return true;
    }

    private static long changes(List<TokenService> nodes, ToLongFunction<ChangeStats> figure) {
        return nodes.stream()
                .mapToLong(node -> figure.applyAsLong(node.stats().changes()))
                .sum();
    }
}
