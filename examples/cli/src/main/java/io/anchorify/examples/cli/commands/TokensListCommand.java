package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.http.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List your tokens, newest first.")
final class TokensListCommand extends DataCommand {

    @Option(names = "--all", description = "Include revoked and expired tokens.")
    private boolean isAll;

    TokensListCommand(CommandContext context) {
        super(context);
    }

    @Override
    void run() {
        Call call = Call.get(isAll ? "/api/tokens?include=revoked" : "/api/tokens");
        List<Map<String, @Nullable Object>> tokens =
                ResponseFields.of(context.server().object(call)).list("tokens").stream()
                        .map(token -> token.texts("id", "label", "createdAt", "lastUsedAt", "expiresAt", "revokedAt"))
                        .toList();
        print(Map.of("tokens", tokens), () -> show(tokens));
    }

    private void show(List<Map<String, @Nullable Object>> tokens) {
        if (tokens.isEmpty()) {
            output.line("You have no tokens.");
            return;
        }
        Table table = new Table("ID", "LABEL", "CREATED", "LAST USED", "EXPIRES", "REVOKED");
        for (Map<String, @Nullable Object> token : tokens) {
            table.row(
                    ResponseFields.shown(token.get("id"), "?"),
                    ResponseFields.shown(token.get("label"), "-"),
                    ResponseFields.shown(token.get("createdAt"), "?"),
                    ResponseFields.shown(token.get("lastUsedAt"), "never"),
                    ResponseFields.shown(token.get("expiresAt"), "never"),
                    ResponseFields.shown(token.get("revokedAt"), "-"));
        }
        table.print(output);
    }
}
