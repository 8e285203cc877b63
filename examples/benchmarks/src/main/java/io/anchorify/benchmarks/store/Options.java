package io.anchorify.benchmarks.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a measurement was asked for: {@code --name=value}, each with a default. */
final class Options {

    private final Map<String, String> values = new HashMap<>();

    private Options() {}

    /** The options of a command line. */
    static Options of(String... arguments) {
        Options options = new Options();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("An option is --name=value, not " + argument);
            }
            options.values.put(argument.substring(2, equals), argument.substring(equals + 1));
        }
        return options;
    }

    int number(String name, int unlessSet) {
        return Integer.parseInt(text(name, String.valueOf(unlessSet)));
    }

    Duration seconds(String name, double unlessSet) {
        double seconds = Double.parseDouble(text(name, String.valueOf(unlessSet)));
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** Several numbers, separated by commas. */
    List<Integer> numbers(String name, String unlessSet) {
        return words(name, unlessSet).stream().map(Integer::valueOf).toList();
    }

    /** Several databases, separated by commas. */
    List<Engine> engines(String unlessSet) {
        return words("databases", unlessSet).stream().map(Engine::named).toList();
    }

    /** Several words, separated by commas. */
    List<String> words(String name, String unlessSet) {
        return Stream.of(text(name, unlessSet).split(",", -1)).toList();
    }

    /** Called when all that is known has been asked for: an option that is left over was mistyped. */
    void end() {
        if (!values.isEmpty()) {
            throw new IllegalArgumentException("There is no option " + values.keySet());
        }
    }

    private String text(String name, String unlessSet) {
        String value = values.remove(name);
        return value == null ? unlessSet : value;
    }
}
