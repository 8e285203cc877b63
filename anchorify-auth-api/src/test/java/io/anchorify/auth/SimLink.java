package io.anchorify.auth;

import java.util.function.Function;

/**
 * The way from one process to the database and back. What is asked for takes effect at one moment between the two ways,
 * each of which may be long, or lead nowhere.
 */
final class SimLink {

    private static final long LONGEST_SILENCE = 1_000_000_000;

    final SimHost host;
    final SimWeather weather;
    final SimDatabase database;
    final SimTrace trace;
    private final SimRandom random;

    SimLink(SimHost host, SimWeather weather, SimDatabase database, SimTrace trace, SimRandom random) {
        this.host = host;
        this.weather = weather;
        this.database = database;
        this.trace = trace;
        this.random = random;
    }

    /** Asks the primary for something. */
    <T> T read(Function<SimServer, T> question, Function<T, String> said) {
        go();
        T answer = question.apply(database.primary());
        trace.add(() -> said.apply(answer));
        comeBack();
        return answer;
    }

    /** The same with something that is changed by it. */
    <T> T write(Function<SimServer, T> change, Function<T, String> said) {
        go();
        T answer = database.write(change);
        trace.add(() -> said.apply(answer));
        comeBack();
        return answer;
    }

    /** The way there. */
    void go() {
        host.sleep(weather.way());
        if (host.isCut()) {
            throw failure("the database cannot be reached");
        }
    }

    /** The way back. */
    void comeBack() {
        host.sleep(weather.way());
        if (host.isCut() || weather.losesAnswer()) {
            throw failure("the answer is lost");
        }
    }

    /** What the caller learns after a while. */
    private TokenStoreException failure(String what) {
        trace.add(() -> what);
        host.sleep(random.anyMagnitude(1_000_000, LONGEST_SILENCE));
        return new TokenStoreException(what, null);
    }
}
