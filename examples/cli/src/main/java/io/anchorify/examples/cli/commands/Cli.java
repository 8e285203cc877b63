package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.credentials.CredentialSources;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Runs a command line. */
public final class Cli {

    static final String NAME = "anchorify";

    private static final Map<String, Function<CommandContext, CommandLine>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("login", context -> command(new LoginCommand(context)));
        COMMANDS.put("logout", context -> command(new LogoutCommand(context)));
        COMMANDS.put("whoami", context -> command(new WhoamiCommand(context)));
        COMMANDS.put("auth", Cli::auth);
        COMMANDS.put("tokens", Cli::tokens);
        COMMANDS.put("publish", context -> command(new PublishCommand(context)));
        COMMANDS.put("documents", Cli::documents);
        COMMANDS.put("admin", Cli::admin);
        COMMANDS.put("completion", context -> command(new CompletionCommand(context)));
        COMMANDS.put("help", context -> command(new HelpCommand(context)));
    }

    private Cli() {}

    /** Runs the command named by the arguments and returns the exit code. */
    public static int run(ProcessContext process, String... arguments) {
        CommandContext context = CommandContext.of(process);
        Output output = context.output();
        hideSecrets(output, process.environment(), arguments);
        try {
            requireDecoded(arguments);
            int code = execute(context, arguments.length == 0 ? new String[] {"--help"} : arguments);
            return output.finish().map(e -> fail(output, Output.notWritten(e))).orElse(code);
        } catch (Failure | Error e) {
            return fail(output, e);
        }
    }

    private static int execute(CommandContext context, String... arguments) {
        if (arguments.length == 1 && (arguments[0].equals("--version") || arguments[0].equals("-V"))) {
            // Without picocli, which takes half the time of this command.
            context.output().line(versionLine());
            return ExitCode.DONE.number();
        }
        return withHandlers(commandLine(context, arguments), context.output()).execute(arguments);
    }

    /** Java passes a replacement character for each byte that is invalid in the encoding of the locale. */
    private static void requireDecoded(String... arguments) {
        if (String.join("", arguments).indexOf('\uFFFD') >= 0) {
            throw new Failure(
                    ExitCode.USAGE,
                    "An argument contains characters that the locale cannot represent. Set LC_ALL to an installed UTF-8"
                            + " locale, for example C.UTF-8.");
        }
    }

    /** With all commands, for the help and the completion script. */
    static CommandLine all(CommandContext context) {
        CommandLine root = root();
        COMMANDS.forEach((name, command) -> root.addSubcommand(name, command.apply(context)));
        return root;
    }

    /** With only the named command, because building all of them dominates the run time of a short command. */
    private static CommandLine commandLine(CommandContext context, String... arguments) {
        Function<CommandContext, CommandLine> named = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        return named == null ? all(context) : root().addSubcommand(arguments[0], named.apply(context));
    }

    private static CommandLine root() {
        CommandLine root = command(new Root());
        root.getCommandSpec()
                .versionProvider(() -> new String[] {versionLine()})
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Show the version and exit.")
                        .build());
        return root;
    }

    private static CommandLine command(Object command) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help and exit.")
                        .build());
        return line;
    }

    /** Called last: picocli applies these settings to the existing subcommands only. */
    static CommandLine withHandlers(CommandLine line, Output output) {
        return line.setOut(output.resultWriter())
                .setErr(output.errorWriter())
                .setColorScheme(Help.defaultColorScheme(output.isColoured() ? Ansi.ON : Ansi.OFF))
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, arguments) -> explain(output, e, arguments))
                .setExecutionExceptionHandler((e, command, result) -> fail(output, e));
    }

    private static CommandLine auth(CommandContext context) {
        return group("auth", "Examine your login.").addSubcommand(command(new AuthStatusCommand(context)));
    }

    private static CommandLine tokens(CommandContext context) {
        return group("tokens", "Manage your tokens.")
                .addSubcommand(command(new TokensListCommand(context)))
                .addSubcommand(command(new TokensRevokeCommand(context)))
                .addSubcommand(command(new TokensRotateCommand(context)));
    }

    private static CommandLine documents(CommandContext context) {
        return group("documents", "Manage your documents.")
                .addSubcommand(command(new DocumentsListCommand(context)))
                .addSubcommand(command(new DocumentsGetCommand(context)))
                .addSubcommand(command(new DocumentsDeleteCommand(context)));
    }

    private static CommandLine admin(CommandContext context) {
        return group("admin", "Operator commands (require the admin token in REPO_SHARE_TOKEN).")
                .addSubcommand(command(new AdminExportCommand(context)))
                .addSubcommand(command(new AdminImportCommand(context)))
                .addSubcommand(command(new AdminClaimCommand(context)))
                .addSubcommand(command(new AdminEraseCommand(context)))
                .addSubcommand(command(new AdminPurgeCommand(context)))
                .addSubcommand(adminTokens(context));
    }

    private static CommandLine adminTokens(CommandContext context) {
        return group("tokens", "Manage the tokens of all owners.")
                .addSubcommand(command(new AdminTokensListCommand(context)))
                .addSubcommand(command(new AdminTokensRevokeCommand(context)))
                .addSubcommand(command(new AdminTokensIdentifyCommand(context)));
    }

    private static CommandLine group(String name, String description) {
        CommandLine group = command(new CommandGroup());
        CommandSpec spec = group.getCommandSpec().name(name);
        spec.usageMessage().description(description);
        return group;
    }

    private static int explain(Output output, ParameterException e, String... arguments) {
        for (String argument : arguments) {
            // May be a misplaced token; hiding any other long argument does no harm.
            if (argument.length() >= 32) {
                output.hide(argument);
            }
        }
        output.error(UsageMessage.of(e));
        return ExitCode.USAGE.number();
    }

    private static int fail(Output output, Throwable e) {
        if (e instanceof Failure failure) {
            if (failure.exitCode() == ExitCode.OUTPUT_CLOSED) {
                return failure.exitCode().number();
            }
            output.error(Objects.requireNonNull(failure.getMessage()));
            return failure.exitCode().number();
        }
        output.error("Unexpected error: " + e + ". Please report it with the command that you ran.");
        return ExitCode.REFUSED.number();
    }

    /** Runs before anything can be printed. */
    private static void hideSecrets(Output output, Map<String, String> environment, String... arguments) {
        output.hide(
                environment.getOrDefault(CredentialSources.TOKEN_VARIABLE, "").strip());
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith("--token=")) {
                output.hide(arguments[i].substring("--token=".length()).strip());
            } else if (i > 0 && arguments[i - 1].equals("--token")) {
                output.hide(arguments[i].strip());
            }
        }
    }

    private static String versionLine() {
        String version = Cli.class.getPackage().getImplementationVersion();
        return NAME + " " + Objects.requireNonNullElse(version, "(not packaged)");
    }

    /** The command without a subcommand. */
    @Command(
            name = NAME,
            description = "Manage your Anchorify tokens and documents.",
            synopsisSubcommandLabel = "COMMAND",
            footer = {
                "",
                "Environment:",
                "  REPO_SHARE_HOST, REPO_SHARE_TOKEN  override the stored server and token",
                "  JF_CONFIG_DIR                      is the directory of auth.json",
                "  HTTPS_PROXY, HTTP_PROXY, NO_PROXY  select a proxy",
                "  NO_COLOR                           disables colours",
                "",
                "Exit codes: 0 done, 1 refused, 2 usage error, 3 no credentials, 4 unreachable."
            })
    private static final class Root {}
}
