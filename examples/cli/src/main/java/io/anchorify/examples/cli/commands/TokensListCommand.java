package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.http.Call;
import io.anchorify.examples.cli.http.ServerClient;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = {
            "List your tokens, newest first.",
            "",
            "On a terminal, ids are short, times are relative, and * marks the token that this command uses. Otherwise,"
                    + " ids and times are complete.",
            ""
        })
final class TokensListCommand extends ListCommand {

    static final List<String> FIELDS = List.of(
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
            "lastRefusedFrom");

    @Option(names = "--all", description = "Include revoked and expired tokens.")
    private boolean isAll;

    private @Nullable String currentId;

    TokensListCommand(CommandContext context) {
        super(context, "tokens", FIELDS);
    }

    @Override
    String path() {
        return isAll ? "/api/tokens?include=revoked" : "/api/tokens";
    }

    @Override
    void prepare(ServerClient server) {
        if (isForPeople()) {
            currentId = ResponseFields.of(server.object(Call.get("/api/me"))).text("tokenId");
        }
    }

    @Override
    List<String> headings() {
        return isForPeople()
                ? List.of("  ID", "LABEL", "CREATED", "LAST USED", "STATE")
                : List.of("ID", "LABEL", "CREATED", "LAST USED", "EXPIRES", "REVOKED");
    }

    @Override
    String[] cells(Map<String, @Nullable Object> fields) {
        TokenInfo token = TokenInfo.of(fields);
        if (!isForPeople()) {
            return token.fullCells();
        }
        String[] cells = token.shortCells(now());
        cells[0] = (token.id().equals(currentId) ? "* " : "  ") + cells[0];
        return cells;
    }
}
