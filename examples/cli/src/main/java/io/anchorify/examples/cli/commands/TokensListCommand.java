package io.anchorify.examples.cli.commands;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List your tokens, newest first.")
final class TokensListCommand extends ListCommand {

    @Option(names = "--all", description = "Include revoked and expired tokens.")
    private boolean isAll;

    TokensListCommand(CommandContext context) {
        super(
                context,
                "tokens",
                List.of(
                        "id",
                        "label",
                        "createdAt",
                        "lastUsedAt",
                        "expiresAt",
                        "revokedAt",
                        "state",
                        "createdBy",
                        "lastUsedFrom",
                        "revokedBy",
                        "revokeReason",
                        "predecessorId",
                        "successorId",
                        "lastRefusedAt",
                        "lastRefusedFrom"),
                List.of("ID", "LABEL", "CREATED", "LAST USED", "EXPIRES", "REVOKED"));
    }

    @Override
    String path() {
        return isAll ? "/api/tokens?include=revoked" : "/api/tokens";
    }

    @Override
    String[] cells(Map<String, @Nullable Object> token) {
        return new String[] {
            ResponseFields.shown(token.get("id"), "?"),
            ResponseFields.shown(token.get("label"), "-"),
            ResponseFields.shown(token.get("createdAt"), "?"),
            ResponseFields.shown(token.get("lastUsedAt"), "never"),
            ResponseFields.shown(token.get("expiresAt"), "never"),
            ResponseFields.shown(token.get("revokedAt"), "-")
        };
    }
}
