package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.http.Call;
import io.anchorify.examples.cli.http.ServerClient;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "revoke",
        description = {
            "Revoke one token, or all tokens that the options select. When the command returns, no server accepts them.",
            "",
            "Requires the admin token. On a terminal, the command shows what it would revoke, and asks. Without one, it"
                    + " requires --yes, except for a full id.",
            ""
        })
final class AdminTokensRevokeCommand extends DataCommand {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "The id or the short id of a token, as shown by 'anchorify admin tokens list'.")
    private @Nullable String id;

    @Mixin
    private TokenFilterOptions filter = new TokenFilterOptions();

    @Option(names = "--reason", required = true, paramLabel = "REASON", description = "Why; the tokens record it.")
    private String reason = "";

    @Mixin
    private Confirmation confirmation = new Confirmation();

    AdminTokensRevokeCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        Map<String, Object> filters = filter.given(now());
        if ((id == null) == filters.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "Give either an id or options that select tokens. Nothing was revoked.");
        }
        if (id == null) {
            revokeSelected(filters);
        } else {
            revokeOne(id);
        }
    }

    private void revokeSelected(Map<String, Object> filters) {
        ServerClient server = context.server();
        if (confirmation.asks(context)) {
            String path = filter.path("/api/admin/tokens/count", now());
            long count = ResponseFields.of(server.object(Call.get(path))).number("count");
            confirmation.ask(context, "Revoke " + tokens(count) + "?");
        } else {
            confirmation.requireOptionWithoutTerminal(context);
        }
        long revoked = post(server, filters);
        print(Map.of("revoked", revoked), () -> output.line("Revoked " + tokens(revoked) + "."));
    }

    private void revokeOne(String argument) {
        if (argument.startsWith("jf_") || !ID.matcher(argument).matches()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "ID must be the id of a token, not the token itself. Nothing was sent. To find the id of a token,"
                            + " run 'anchorify admin tokens identify'.");
        }
        ServerClient server = context.server();
        TokenInfo token = find(server, argument);
        if (!token.id().equals(argument)) {
            confirmation.requireOptionWithoutTerminal(context);
        }
        confirmation.ask(context, "Revoke " + token.describe(now()) + "?");
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("owner", Objects.requireNonNullElse(token.owner(), ""));
        named.put("id", token.id());
        long revoked = post(server, named);
        String outcome = revoked == 0 ? "Already revoked: " : "Revoked ";
        print(
                Map.of("revoked", revoked),
                () -> output.line(outcome + token.name() + ". No server accepts it any longer."));
    }

    private TokenInfo find(ServerClient server, String argument) {
        String path = "/api/admin/tokens?state=all&" + ServerList.parameter("idPrefix", argument);
        List<TokenInfo> tokens = new ServerList(server, path, "tokens")
                .all().stream().map(TokenInfo::of).toList();
        return new TokenSelector(tokens, now())
                .find(argument)
                .orElseThrow(() ->
                        new Failure(ExitCode.REFUSED, "No token has the id " + argument + ". Nothing was revoked."));
    }

    private long post(ServerClient server, Map<String, Object> selection) {
        Map<String, Object> body = new LinkedHashMap<>(selection);
        body.put("reason", reason);
        return ResponseFields.of(server.object(Call.slowPost("/api/admin/tokens/revoke", body)))
                .number("revoked");
    }

    private static String tokens(long count) {
        return count + (count == 1 ? " token" : " tokens");
    }

    private Instant now() {
        return context.process().clock().instant();
    }
}
