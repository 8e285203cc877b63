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
            "For fish: anchorify completion fish > ~/.config/fish/completions/anchorify.fish",
            ""
        })
final class CompletionCommand extends BaseCommand {

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell = Shell.BASH;

    CompletionCommand(CommandContext context) {
        super(context);
    }

    /** The supported shells. */
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    @Override
    void run() {
        if (shell == Shell.FISH) {
            FishCompletion.of(Cli.all(context).getCommandSpec()).forEach(output::line);
            return;
        }
        if (shell == Shell.ZSH) {
            // The script is written for bash; zsh needs bashcompinit to run it.
            List.of("autoload -U +X compinit && compinit", "autoload -U +X bashcompinit && bashcompinit")
                    .forEach(output::line);
        }
        output.line(AutoComplete.bash(Cli.NAME, Cli.all(context)).stripTrailing());
    }
}
