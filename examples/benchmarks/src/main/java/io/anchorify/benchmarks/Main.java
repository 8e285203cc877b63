package io.anchorify.benchmarks;

import io.anchorify.benchmarks.request.JettyServer;
import io.anchorify.benchmarks.request.MemoryPerToken;
import io.anchorify.benchmarks.request.Smoke;
import io.anchorify.benchmarks.store.Database;
import io.anchorify.benchmarks.store.Inventory;
import java.util.Arrays;

/** Runs JMH with the given options, or one of the commands {@code smoke}, {@code memory}, {@code inventory} and {@code server}. */
public final class Main {

    private Main() {}

    /**
     * Starts the command.
     *
     * @param arguments a command and its arguments, or the options of JMH ({@code -h} lists them)
     * @throws Exception if the command fails
     */
    public static void main(String... arguments) throws Exception {
        String command = arguments.length == 0 ? "" : arguments[0];
        switch (command) {
            case "smoke" -> System.exit(Smoke.run() ? 0 : 1);
            case "memory" -> MemoryPerToken.print();
            case "inventory" -> {
                Inventory.print(Database.valueOf(arguments[1]), Integer.parseInt(arguments[2]));
                // A database server would keep the process alive.
                System.exit(0);
            }
            case "server" -> JettyServer.run(Arrays.copyOfRange(arguments, 1, arguments.length));
            default -> org.openjdk.jmh.Main.main(arguments);
        }
    }
}
