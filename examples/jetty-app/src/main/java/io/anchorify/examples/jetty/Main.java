package io.anchorify.examples.jetty;

import io.anchorify.auth.TokenStoreException;
import io.anchorify.examples.jetty.documents.DocumentStoreException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs the application until SIGTERM or SIGINT, and then ends it in order, with exit code 0. */
public final class Main {

    /** Kept, for a logger that nobody holds forgets its level. */
    private static final List<Logger> CHATTY =
            List.of(Logger.getLogger("org.eclipse.jetty"), Logger.getLogger("com.zaxxer.hikari"));
    /** At their most verbose, these write down the bytes of requests, and with them the tokens. */
    private static final List<Logger> INDISCREET = List.of(
            Logger.getLogger("org.eclipse.jetty.http"),
            Logger.getLogger("org.eclipse.jetty.http.HttpParser"),
            Logger.getLogger("org.eclipse.jetty.io"));

    private Main() {}

    public static void main(String[] args) throws Exception {
        if (System.getProperty("java.util.logging.config.file") == null) {
            CHATTY.forEach(logger -> logger.setLevel(Level.WARNING));
        }
        INDISCREET.forEach(logger -> logger.setLevel(Level.INFO));
        try {
            Settings settings = Settings.of(System.getenv());
            AnchorifyApp app = AnchorifyApp.start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> endInOrder(app), "anchorify-shutdown"));
            if (settings.publicUrl() != null && settings.hasDemoUsers()) {
                System.err.println(
                        "Anchorify listens on this machine alone, for everybody knows the passwords of the demo"
                                + " users. Set ANCHORIFY_USERS to a properties file of your own to open it to the network.");
            }
            System.out.println("Anchorify is ready at " + app.url() + "/dashboard");
        } catch (SettingsException | TokenStoreException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (DocumentStoreException e) {
            fail("The table of documents cannot be created or read. Check what the database user may do");
        }
    }

    /** Halts, because a JVM that a signal ends would otherwise report the signal as its exit code. */
    private static void endInOrder(AnchorifyApp app) {
        int code = 0;
        try {
            app.close();
        } catch (RuntimeException e) {
            System.err.println("Anchorify did not end in order: " + e.getMessage());
            code = 1;
        }
        Runtime.getRuntime().halt(code);
    }

    private static void fail(String message) {
        System.err.println("Anchorify cannot start: " + message);
        System.exit(1);
    }
}
