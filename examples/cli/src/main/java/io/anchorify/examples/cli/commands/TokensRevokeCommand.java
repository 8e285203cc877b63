package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.ShortId;
import io.anchorify.examples.cli.credentials.Credentials;
import io.anchorify.examples.cli.http.Call;
import io.anchorify.examples.cli.http.ProgressListener;
import io.anchorify.examples.cli.http.ServerClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Finds all tokens before it revokes one of them, so that a mistake in one argument revokes nothing. */
@Command(
        name = "revoke",
        description = {
            "Revoke your tokens. When the command returns, no server accepts them.",
            "",
            "On a terminal, the command asks first. Without one, it revokes tokens named by their full id; a label or a"
                    + " short id then requires --yes.",
            ""
        })
final class TokensRevokeCommand extends DataCommand {

    /** Ids that a server creates. Imported tokens may have others. */
    private static final Pattern FULL_ID = Pattern.compile("[A-Za-z0-9]{22}");

    @Parameters(
            arity = "1..*",
            paramLabel = "TOKEN",
            description = "The id, the short id or the label of a token, as shown by 'anchorify tokens list'.")
    private List<String> arguments = List.of();

    @Mixin
    private Confirmation confirmation = new Confirmation();

    TokensRevokeCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        Credentials credentials = context.sources().resolve();
        arguments.forEach(argument -> requireNoSecret(argument, credentials));
        ServerClient server = context.server(credentials, ProgressListener.NONE);
        String currentId = Identity.fetch(server, credentials.host()).tokenId();
        // The current token is the last one, because the others are revoked with it.
        List<Target> targets = targets(server).stream()
                .distinct()
                .sorted(Comparator.comparing(target -> target.id.equals(currentId)))
                .toList();
        targets.stream().filter(target -> target.id.equals(currentId)).forEach(this::warn);
        confirm(targets);
        targets.forEach(target -> revoke(server, target));
    }

    /** A token to revoke; the name and the description are for people. */
    private record Target(String id, String name, String description) {}

    /** A script that revokes a token by its id needs no list of all tokens. */
    private List<Target> targets(ServerClient server) {
        boolean isNamedById =
                arguments.size() == 1 && FULL_ID.matcher(arguments.get(0)).matches();
        if (isNamedById && !confirmation.asks(context)) {
            String id = arguments.get(0);
            return List.of(new Target(id, ShortId.of(id), ""));
        }
        TokenSelector active = selector(server, "/api/tokens?limit=200");
        List<Target> targets = new ArrayList<>();
        for (String argument : arguments) {
            TokenInfo token = active.find(argument).orElseGet(() -> ended(server, argument));
            requireConfirmable(argument, token);
            targets.add(new Target(token.id(), token.name(), token.describe(now())));
        }
        return targets;
    }

    private TokenSelector selector(ServerClient server, String path) {
        List<TokenInfo> tokens = new ServerList(server, path, "tokens")
                .all().stream().map(TokenInfo::of).toList();
        return new TokenSelector(tokens, now());
    }

    /** Revoking a token again succeeds, if its full id names it. */
    private TokenInfo ended(ServerClient server, String argument) {
        return selector(server, "/api/tokens?include=revoked&limit=200")
                .findById(argument)
                .orElseThrow(() -> new Failure(
                        ExitCode.REFUSED,
                        "You have no active token '" + ResponseFields.shown(argument, "")
                                + "'. Nothing was revoked. Run 'anchorify tokens list' to see what exists."));
    }

    private void requireConfirmable(String argument, TokenInfo token) {
        if (!token.id().equals(argument)) {
            confirmation.requireOptionWithoutTerminal(context);
        }
    }

    private void warn(Target current) {
        output.note(
                "Note: " + current.name + " is the token that this command uses. Afterwards, log in with another one.");
    }

    private void confirm(List<Target> targets) {
        if (targets.size() == 1) {
            confirmation.ask(context, "Revoke " + targets.get(0).description + "?");
        } else if (confirmation.asks(context)) {
            targets.forEach(target -> output.note("  " + target.description));
            confirmation.ask(context, "Revoke these " + targets.size() + " tokens?");
        }
    }

    private void revoke(ServerClient server, Target target) {
        server.execute(Call.delete("/api/tokens/" + target.id));
        print(
                Map.of("revoked", target.id),
                () -> output.line("Revoked " + target.name + ". No server accepts it any longer."));
    }

    private Instant now() {
        return context.process().clock().instant();
    }

    private static void requireNoSecret(String argument, Credentials credentials) {
        if (argument.startsWith("jf_")
                || argument.isBlank()
                || argument.equals(credentials.token().reveal())) {
            throw new Failure(
                    ExitCode.USAGE,
                    "Name a token by its id or label, not by the token itself. Nothing was sent. Copy the id from the"
                            + " first column of 'anchorify tokens list'.");
        }
    }
}
