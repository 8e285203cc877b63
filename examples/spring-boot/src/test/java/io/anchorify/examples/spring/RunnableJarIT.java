package io.anchorify.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starts the packaged application and runs the command that it prints. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RunnableJarIT {

    private static final Pattern COMMAND = Pattern.compile("Try: curl -H '([^:]+): ([^']+)' (\\S+)");

    @Test
    void jar_started_printsAWorkingCommand() throws Exception {
        Process application = start();
        try (BufferedReader output = application.inputReader(StandardCharsets.UTF_8)) {
            HttpResponse<String> answer = send(awaitCommand(output));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).startsWith("{\"owner\":\"ada\",\"label\":\"first token\"");
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

    private static Matcher awaitCommand(BufferedReader output) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.append(line).append('\n');
            Matcher command = COMMAND.matcher(line);
            if (command.find()) {
                return command;
            }
        }
        throw new AssertionError("The application exited without printing a command: " + seen);
    }

    private static HttpResponse<String> send(Matcher command) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(command.group(3)))
                .header(command.group(1), command.group(2))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
