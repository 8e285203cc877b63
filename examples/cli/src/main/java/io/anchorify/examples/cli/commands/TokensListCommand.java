package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.http.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List your tokens, newest first.")
final class TokensListCommand extends DataCommand {

    @Option(names = "--all", description = "Revoked and expired ones too.")
    private boolean isAll;

    TokensListCommand(Context context) {
        super(context);
    }

    @Override
    void run() {
        Call call = Call.get(isAll ? "/api/tokens?include=revoked" : "/api/tokens");
        List<Map<String, @Nullable Object>> tokens = Fields.of(context.server().object(call)).list("tokens").stream()
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
                    Fields.shown(token.get("id"), "?"),
                    Fields.shown(token.get("label"), "-"),
                    Fields.shown(token.get("createdAt"), "?"),
                    Fields.shown(token.get("lastUsedAt"), "never"),
                    Fields.shown(token.get("expiresAt"), "never"),
                    Fields.shown(token.get("revokedAt"), "-"));
        }
        table.print(output);
    }
}
