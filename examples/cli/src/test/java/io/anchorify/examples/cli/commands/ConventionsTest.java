package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.FakeServer;
import io.anchorify.examples.cli.Run;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users of other commands expect: help, suggestions and closed pipes. */
class ConventionsTest extends CommandTest {

    @Test
    void help_ofTheCommand_isPrintedWithoutArguments() {
        Run help = cli.run("--help");

        assertThat(help.out()).startsWith("Usage: anchorify ").contains("  whoami ");
        assertThat(cli.run()).isEqualTo(help);
        assertThat(cli.run("help")).isEqualTo(help);
    }

    @ParameterizedTest
    @ValueSource(strings = {"whoami", "tokens", "tokens list", "admin claim-orphans", "help"})
    void helpCommand_withACommand_printsItsHelp(String command) {
        Run help = cli.run(("help " + command).split(" "));

        assertThat(help.out()).startsWith("Usage: anchorify " + command + " ");
        assertThat(help).isEqualTo(cli.run((command + " --help").split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "tokns, Unknown command 'tokns'. Did you mean 'tokens'? Run 'anchorify --help' for usage.",
        "lgoin, Unknown command 'lgoin'. Did you mean 'login'? Run 'anchorify --help' for usage.",
        "help whoam, Unknown command 'whoam'. Did you mean 'whoami'? Run 'anchorify --help' for usage.",
        "tokens lits, Unknown command 'lits'. Did you mean 'list'? Run 'anchorify tokens --help' for usage.",
        "frobnicate, Unknown command 'frobnicate'. Run 'anchorify --help' for usage.",
        "whoami --jsno, Unknown option '--jsno'. Did you mean '--json'? Run 'anchorify whoami --help' for usage.",
        "login --hots=x, Unknown option '--hots=x'. Did you mean '--host'? Run 'anchorify login --help' for usage.",
        "whoami -x, Unknown option '-x'. Run 'anchorify whoami --help' for usage.",
        "whoami extra, Unexpected argument 'extra'. Run 'anchorify whoami --help' for usage."
    })
    void commandLine_misspelt_isExplainedOnOneLine(String line, String message) {
        assertFailure(cli.run(line.split(" ")), 2, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "--help", "whoami", "documents list", "documents list --json", "admin export"})
    void stdout_closedByItsReader_endsTheCommandSilently(String line) throws Exception {
        try (FakeServer server = new FakeServer((exchange, request) -> {
                    boolean isExport = request.path().contains("export");
                    FakeServer.send(
                            exchange,
                            200,
                            isExport ? "application/x-ndjson" : "application/json",
                            isExport
                                    ? "{\"type\":\"end\"}\n"
                                    : "{\"owner\":\"ada\",\"documents\":[{\"id\":\"d\"}],\"next\":\"more\"}");
                });
                OutputStream closed = closedPipe()) {
            cli.stdout = closed;

            assertThat(at(server, line.split(" "))).isEqualTo(new Run(141, "", ""));
            assertThat(server.requests()).hasSizeLessThanOrEqualTo(1);
        }
    }

    private static OutputStream closedPipe() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().close();
        return Channels.newOutputStream(pipe.sink());
    }
}
