package io.anchorify.examples.cli;

import io.anchorify.auth.TokenFormat;
import io.anchorify.examples.cli.commands.Cli;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs typical commands against a server of its own, with credentials of its own in a temporary directory. The launcher
 * starts it in the background to let the JDK archive the classes that these commands use.
 */
final class TrainingRun {

    private static final String TOKEN = "token-of-the-training-run-without-any-use";
    private static final String RESPONSE = """
            {"owner":"a","tokenId":"a","label":"a","admin":false,"id":"a","title":"a","createdAt":"2026-01-01T00:00:00Z",\
            "tokens":[{"id":"a","createdAt":"2026-01-01T00:00:00Z"}],"documents":[{"id":"a"}]}""";
    private static final List<String> COMMANDS =
            List.of("whoami", "whoami --json", "tokens list", "documents list", "publish - --title a", "--version");

    private TrainingRun() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("anchorify");
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answer(server));
            thread.setDaemon(true);
            thread.start();
            run(directory, "localhost:" + server.getLocalPort());
        } finally {
            delete(directory);
        }
    }

    private static void run(Path directory, String server) {
        TokenFormat.standard().matches("jf_");
        Map<String, String> environment = Map.of("JF_CONFIG_DIR", directory.toString());
        run(environment, "login --host http://" + server + " --token " + TOKEN);
        COMMANDS.forEach(command -> run(environment, command));
        // The server does not speak TLS. Failing in the handshake uses most of the classes that it needs.
        run(Map.of("REPO_SHARE_HOST", "https://" + server, "REPO_SHARE_TOKEN", TOKEN), "whoami");
    }

    private static void run(Map<String, String> environment, String command) {
        Cli.run(Main.context(environment), command.split(" "));
    }

    private static void answer(ServerSocket server) {
        byte[] response = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                        + RESPONSE.length() + "\r\n\r\n" + RESPONSE)
                .getBytes(StandardCharsets.US_ASCII);
        while (true) {
            try (Socket client = server.accept()) {
                client.getInputStream().read(new byte[8192]);
                client.getOutputStream().write(response);
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> entries = Files.walk(directory)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
