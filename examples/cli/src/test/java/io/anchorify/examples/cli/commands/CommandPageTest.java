package io.anchorify.examples.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.TestCli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code docs/command.md}. */
class CommandPageTest {

    @TempDir
    private Path home;

    @Test
    void page_namesEveryCommandAndOption() throws Exception {
        String page = Files.readString(Path.of("../../docs/command.md"));
        List<String> commands = new ArrayList<>();
        List<OptionSpec> options = new ArrayList<>();
        CommandContext context = CommandContext.of(new TestCli(home).context(System.err));
        collect(Cli.all(context), commands, options);

        assertThat(commands)
                .hasSizeGreaterThan(15)
                .allSatisfy(command -> assertThat(page).containsPattern("`" + command + "[ `]"));
        assertThat(options)
                .hasSizeGreaterThan(30)
                .allMatch(option -> page.contains(option.longestName()) || page.contains(option.shortestName() + " "));
    }

    private static void collect(CommandLine command, List<String> commands, List<OptionSpec> options) {
        command.getSubcommands().values().forEach(subcommand -> collect(subcommand, commands, options));
        options.addAll(command.getCommandSpec().options());
        if (command.getSubcommands().isEmpty()) {
            commands.add(command.getCommandSpec().qualifiedName().replaceFirst("^anchorify ", ""));
        }
    }
}
