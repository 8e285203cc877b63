package io.anchorify.examples.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The size of the terminal. Java cannot ask for it, so this runs {@code stty}, which every POSIX system has. */
final class TerminalSize {

    private TerminalSize() {}

    /** The number of columns, or 0 if there is no terminal. */
    static int columns() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            boolean hasEnded = stty.waitFor(1, TimeUnit.SECONDS);
            return hasEnded && size.matches("[0-9]+ [0-9]{1,4}")
                    ? Integer.parseInt(size.substring(size.indexOf(' ') + 1))
                    : 0;
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
