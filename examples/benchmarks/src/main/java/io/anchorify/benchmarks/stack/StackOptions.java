package io.anchorify.benchmarks.stack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to measure.
 *
 * @param starts how often each server is started anew
 * @param turns how often it has its turn after each start
 * @param seconds how long a turn is; processor time is counted in hundredths of a second
 * @param warmUpSeconds how long it gets the same load before, at least; until its JVM has nothing left to compile
 * @param tokens how many different tokens come in turn
 * @param pinned whether the server, once warm, has the first processor for itself, and the load the second
 * @param together whether all servers are paths of one, in one JVM, which differs less from itself than from another one
 * @param contenders which servers, beginning with the one that the others are compared with
 * @param profiled the one to look into instead, or {@code null}
 */
record StackOptions(
        int starts,
        int turns,
        int seconds,
        int warmUpSeconds,
        int tokens,
        boolean pinned,
        boolean together,
        List<Contender> contenders,
        @Nullable Contender profiled) {

    static final String USAGE = """
            stack [--starts N] [--turns N] [--seconds S] [--warm-up S] [--tokens N] [--pinned] [--together]
                  [--only a,b | --steps | --profile a]
              --starts N    start each server N times (5)
              --turns N     measure it N times after each start, the servers in turns (10)
              --seconds S   S seconds each time (2)
              --warm-up S   after S seconds of the same load, or more until all is compiled (10)
              --tokens N    N tokens in turn (10000)
              --pinned      the server, once warm, on processor 0, the load on processor 1
              --together    as paths of one server: only the filters differ, and what they have in the background is shared
              --only a,b    these servers and bare
              --steps       the servers that do a part of the work, instead of those that do all of it
              --profile a   look into this server, once, instead of comparing
            """;

    /** What is in each process. */
    List<List<Contender>> processes() {
        return together
                ? List.of(contenders)
                : contenders.stream().map(List::of).toList();
    }

    static StackOptions parse(String... arguments) {
        Parser parser = new Parser();
        Iterator<String> words = Arrays.asList(arguments).iterator();
        while (words.hasNext()) {
            parser.read(words.next(), words);
        }
        return parser.options();
    }

    private static final class Parser {

        private int starts = 5;
        private int turns = 10;
        private int seconds = 2;
        private int warmUpSeconds = 10;
        private int tokens = 10_000;
        private boolean pinned;
        private boolean together;
        private List<Contender> contenders = Contender.whole();
        private @Nullable Contender profiled;

        void read(String option, Iterator<String> words) {
            switch (option) {
                case "--starts" -> starts = number(option, words);
                case "--turns" -> turns = number(option, words);
                case "--seconds" -> seconds = number(option, words);
                case "--warm-up" -> warmUpSeconds = number(option, words);
                case "--tokens" -> tokens = number(option, words);
                case "--pinned" -> pinned = true;
                case "--together" -> together = true;
                case "--only" -> contenders = withBare(value(option, words));
                case "--steps" -> contenders = Contender.steps();
                case "--profile" -> profiled = Contender.named(value(option, words));
                default -> throw new StackException("There is no option " + option);
            }
        }

        StackOptions options() {
            return new StackOptions(
                    starts, turns, seconds, warmUpSeconds, tokens, pinned, together, contenders, profiled);
        }

        private static List<Contender> withBare(String names) {
            List<Contender> contenders = new ArrayList<>(List.of(Contender.BARE));
            for (String name : names.split(",", -1)) {
                Contender contender = Contender.named(name);
                if (!contenders.contains(contender)) {
                    contenders.add(contender);
                }
            }
            return contenders;
        }

        private static int number(String option, Iterator<String> words) {
            String value = value(option, words);
            if (!value.matches("[1-9][0-9]{0,6}")) {
                throw new StackException(option + " needs a number from 1 on, not " + value);
            }
            return Integer.parseInt(value);
        }

        private static String value(String option, Iterator<String> words) {
            if (!words.hasNext()) {
                throw new StackException(option + " needs a value");
            }
            return words.next();
        }
    }
}
