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

    private static final Map<String, Function<Context, CommandLine>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("login", context -> command(new LoginCommand(context)));
        COMMANDS.put("logout", context -> command(new LogoutCommand(context)));
        COMMANDS.put("whoami", context -> command(new WhoamiCommand(context)));
        COMMANDS.put("tokens", Cli::tokens);
        COMMANDS.put("publish", context -> command(new PublishCommand(context)));
        COMMANDS.put("documents", Cli::documents);
        COMMANDS.put("admin", Cli::admin);
        COMMANDS.put("completion", context -> command(new CompletionCommand(context)));
    }

    private Cli() {}

    /** Runs what the arguments name, and answers the exit code. */
    public static int run(Surroundings surroundings, String... arguments) {
        Context context = Context.of(surroundings);
        Output output = context.output();
        hideSecrets(output, surroundings.environment(), arguments);
        try {
            int code = withHandlers(commandLine(context, arguments), output).execute(arguments);
            return output.finish() ? code : fail(output, notWritten());
        } catch (Error e) {
            return fail(output, e);
        }
    }

    /** With every command there is. */
    static CommandLine all(Context context) {
        CommandLine root = root();
        COMMANDS.forEach((name, command) -> root.addSubcommand(name, command.apply(context)));
        return root;
    }

    /** With the one command that is named, for most of the time of a short command goes into building all the others. */
    private static CommandLine commandLine(Context context, String... arguments) {
        Function<Context, CommandLine> named = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        return named == null ? all(context) : root().addSubcommand(arguments[0], named.apply(context));
    }

    private static CommandLine root() {
        CommandLine root = command(new Root());
        root.getCommandSpec()
                .versionProvider(() -> new String[] {NAME + " " + version()})
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

    /** Last, for these settings reach only the commands that are there. */
    private static CommandLine withHandlers(CommandLine line, Output output) {
        return line.setOut(output.resultWriter())
                .setErr(output.errorWriter())
                .setColorScheme(Help.defaultColorScheme(output.isColoured() ? Ansi.ON : Ansi.OFF))
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, arguments) -> explain(output, e, arguments))
                .setExecutionExceptionHandler((e, command, result) -> fail(output, e));
    }

    private static CommandLine tokens(Context context) {
        return group("tokens", "Your tokens.")
                .addSubcommand(command(new TokensListCommand(context)))
                .addSubcommand(command(new TokensRevokeCommand(context)));
    }

    private static CommandLine documents(Context context) {
        return group("documents", "Your documents.").addSubcommand(command(new DocumentsListCommand(context)));
    }

    private static CommandLine admin(Context context) {
        return group("admin", "What an operator does, with the admin token in REPO_SHARE_TOKEN.")
                .addSubcommand(command(new AdminExportCommand(context)))
                .addSubcommand(command(new AdminImportCommand(context)))
                .addSubcommand(command(new AdminClaimCommand(context)));
    }

    private static CommandLine group(String name, String description) {
        CommandLine group = command(new Group());
        CommandSpec spec = group.getCommandSpec().name(name);
        spec.usageMessage().description(description);
        return group;
    }

    private static int explain(Output output, ParameterException e, String... arguments) {
        for (String argument : arguments) {
            // A token in the wrong place; whatever else is as long as one is no loss in a message.
            if (argument.length() >= 32) {
                output.hide(argument);
            }
        }
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        output.error(String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ") + ". Run '" + command
                + " --help' to see what it takes.");
        return ExitCode.USAGE.number();
    }

    private static int fail(Output output, Throwable e) {
        if (e instanceof Failure failure) {
            output.error(Objects.requireNonNull(failure.getMessage()));
            return failure.exitCode().number();
        }
        output.error("Something went wrong that should not (" + e + "): please report it with what you did.");
        return ExitCode.REFUSED.number();
    }

    private static Failure notWritten() {
        return new Failure(
                ExitCode.REFUSED, "Not all of the result could be written to stdout: make room there, and try again.");
    }

    /** Before anything can be printed. */
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

    private static String version() {
        return Objects.requireNonNullElse(Cli.class.getPackage().getImplementationVersion(), "(not packaged)");
    }

    /** The command itself. */
    @Command(
            name = NAME,
            description = "Your tokens and documents, away from the dashboard.",
            synopsisSubcommandLabel = "COMMAND",
            footer = {
                "",
                "Environment: REPO_SHARE_HOST and REPO_SHARE_TOKEN override the stored login, each for itself;",
                "JF_CONFIG_DIR is the directory of auth.json; NO_COLOR turns colours off.",
                "Exit codes: 0 done, 1 refused, 2 usage, 3 no credentials, 4 server not reachable."
            })
    private static final class Root {}
}
