package io.anchorify.auth.jdbc;

import io.anchorify.auth.TokenService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The main class of a process that changes tokens in several databases. It connects, waits for a line on standard input,
 * and prints each acknowledged change after the number of its database. The moment that the first database has acknowledged
 * enough changes, and the others at least one, the process halts: from outside, a signal would come milliseconds later.
 */
final class ChangingProcess {

    static final String READY = "ready";

    private final int enough;
    private final int[] acknowledged;

    private ChangingProcess(int enough, int databases) {
        this.enough = enough;
        this.acknowledged = new int[databases];
    }

    /** The first argument is how many changes are enough. Each database is URL, user, password and table prefix. */
    public static void main(String[] args) throws IOException {
        ChangingProcess process = new ChangingProcess(Integer.parseInt(args[0]), (args.length - 1) / 4);
        List<ConcurrentChanges> databases = new ArrayList<>();
        for (int i = 1; i < args.length; i += 4) {
            int number = databases.size();
            JdbcTokenStore store = JdbcTokenStore.connect(args[i], args[i + 1], args[i + 2])
                    .tablePrefix(args[i + 3])
                    .createSchema()
                    .allowLostCommits();
            TokenService tokens = TokenService.builder(store).build();
            databases.add(new ConcurrentChanges(tokens, line -> process.acknowledge(number, line)));
        }
        System.out.println(READY);
        System.in.read();
        databases.forEach(ConcurrentChanges::start);
        System.in.read();
    }

    private synchronized void acknowledge(int database, String line) {
        System.out.println(database + " " + line);
        acknowledged[database]++;
        if (database == 0
                && acknowledged[0] >= enough
                && IntStream.of(acknowledged).allMatch(count -> count > 0)) {
            System.out.flush();
            Runtime.getRuntime().halt(1);
        }
    }
}
