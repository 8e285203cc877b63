package io.anchorify.benchmarks.support;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a command line says: pairs of {@code --name value}. */
public final class Options {

    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a command line.
     *
     * @param args the pairs
     * @param known the names that mean something, without the dashes
     * @return the options
     * @throws IllegalArgumentException if a name is not known, or has no value
     */
    public static Options of(String[] args, Set<String> known) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!known.contains(name) || i + 1 == args.length) {
                throw new IllegalArgumentException(
                        "Options are pairs of --name value, with the names " + new TreeSet<>(known));
            }
            values.put(name, args[i + 1]);
        }
        return new Options(values);
    }

    /**
     * A number.
     *
     * @param name of the option
     * @param otherwise what it is unless it was given
     * @return the number
     */
    public int number(String name, int otherwise) {
        return Integer.parseInt(values.getOrDefault(name, String.valueOf(otherwise)));
    }

    /**
     * Some numbers, with commas between them.
     *
     * @param name of the option
     * @param otherwise what they are unless they were given
     * @return the numbers
     */
    public List<Integer> numbers(String name, String otherwise) {
        return words(name, otherwise).stream().map(Integer::valueOf).toList();
    }

    /**
     * Some words, with commas between them.
     *
     * @param name of the option
     * @param otherwise what they are unless they were given
     * @return the words
     */
    public List<String> words(String name, String otherwise) {
        return List.of(values.getOrDefault(name, otherwise).split(",", -1));
    }

    /**
     * A time in seconds.
     *
     * @param name of the option
     * @param otherwise what it is unless it was given
     * @return the time
     */
    public Duration seconds(String name, double otherwise) {
        double seconds = Double.parseDouble(values.getOrDefault(name, String.valueOf(otherwise)));
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
