package io.anchorify.examples.cli.commands;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "completion",
        description = {
            "Print a shell completion script.",
            "",
            "For bash: anchorify completion bash > ~/.local/share/bash-completion/completions/anchorify",
            "For zsh, in ~/.zshrc: source <(anchorify completion zsh)",
            ""
        })
final class CompletionCommand extends BaseCommand {

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private Shell shell = Shell.BASH;

    CompletionCommand(CommandContext context) {
        super(context);
    }

    /** The supported shells. */
    enum Shell {
        BASH,
        ZSH
    }

    @Override
    void run() {
        if (shell == Shell.ZSH) {
            // The script is written for bash; zsh needs bashcompinit to run it.
            List.of("autoload -U +X compinit && compinit", "autoload -U +X bashcompinit && bashcompinit")
                    .forEach(output::line);
        }
        output.line(AutoComplete.bash(Cli.NAME, Cli.all(context)).stripTrailing());
    }
}
