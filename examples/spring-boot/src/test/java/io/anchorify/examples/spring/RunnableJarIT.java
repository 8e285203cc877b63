package io.anchorify.examples.spring;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starts the packaged application without properties. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RunnableJarIT {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    @Test
    void jar_started_servesUsersAndClients() throws Exception {
        Process application = start();
        try (BufferedReader output = application.inputReader(StandardCharsets.UTF_8)) {
            Journey.assertSucceeds(awaitPort(output));
        } finally {
            application.destroyForcibly().waitFor();
        }
    }

    private static Process start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-Xmx256m", "-jar", System.getProperty("anchorify.app"), "--server.port=0")
                .redirectErrorStream(true)
                .start();
    }

    private static int awaitPort(BufferedReader output) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.append(line).append('\n');
            Matcher port = PORT.matcher(line);
            if (port.find()) {
                return Integer.parseInt(port.group(1));
            }
        }
        throw new AssertionError("The application exited without a port: " + seen);
    }
}
