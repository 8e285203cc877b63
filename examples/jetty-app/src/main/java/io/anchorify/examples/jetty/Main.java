package io.anchorify.examples.jetty;

import io.anchorify.auth.TokenStoreException;
import io.anchorify.examples.jetty.documents.DocumentStoreException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs the application until SIGTERM or SIGINT, then shuts it down cleanly with exit code 0. */
public final class Main {

    static {
        // Takes effect because no logger exists yet. Jetty and the drivers must not log requests, whatever is
        // configured.
        System.getProperties().putIfAbsent("java.util.logging.manager", CappedLogManager.class.getName());
    }

    /** Strong references: a logger that is garbage-collected loses its level. */
    private static final List<Logger> QUIET =
            List.of(Logger.getLogger("org.eclipse.jetty"), Logger.getLogger("com.zaxxer.hikari"));

    private Main() {}

    public static void main(String[] args) throws Exception {
        OutOfMemoryExit.install();
        if (System.getProperty("java.util.logging.config.file") == null) {
            QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
            LogLimit.install();
        }
        try {
            Settings settings = Settings.of(System.getenv());
            AnchorifyApp app = AnchorifyApp.start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(app), "anchorify-shutdown"));
            if (settings.publicUrl() != null && settings.hasDemoUsers()) {
                System.err.println(
                        "Anchorify listens on the loopback interface only, because the passwords of the demo users are"
                                + " public. To open it to the network, set ANCHORIFY_USERS to your own properties file.");
            }
            System.out.println("Anchorify is ready at " + app.url() + "/dashboard");
        } catch (SettingsException | TokenStoreException | DocumentStoreException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    /** Halts the JVM, because its exit code would otherwise be derived from the signal. */
    private static void shutDown(AnchorifyApp app) {
        int code = 0;
        try {
            app.close();
        } catch (RuntimeException e) {
            System.err.println("Anchorify did not shut down cleanly: " + e.getMessage());
            code = 1;
        }
        Runtime.getRuntime().halt(code);
    }

    private static void fail(String message) {
        System.err.println("Anchorify cannot start: " + message);
        System.exit(1);
    }
}
