package io.anchorify.examples.cli.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = {"List tokens of all owners, newest first.", "", "Requires the admin token.", ""})
final class AdminTokensListCommand extends ListCommand {

    static final List<String> FIELDS = withOwner(TokensListCommand.FIELDS);

    @Mixin
    private TokenFilterOptions filter = new TokenFilterOptions();

    AdminTokensListCommand(CommandContext context) {
        super(context, "tokens", FIELDS);
    }

    @Override
    String path() {
        return filter.path("/api/admin/tokens", now());
    }

    @Override
    List<String> headings() {
        return isForPeople()
                ? List.of("ID", "OWNER", "LABEL", "CREATED", "LAST USED", "STATE")
                : List.of("ID", "OWNER", "LABEL", "CREATED", "LAST USED", "EXPIRES", "REVOKED");
    }

    @Override
    String[] cells(Map<String, @Nullable Object> fields) {
        TokenInfo token = TokenInfo.of(fields);
        List<String> cells =
                new ArrayList<>(Arrays.asList(isForPeople() ? token.shortCells(now()) : token.fullCells()));
        cells.add(1, ResponseFields.shown(token.owner(), "?"));
        return cells.toArray(new String[0]);
    }

    @Override
    String whenEmpty() {
        return "No tokens match.";
    }

    private static List<String> withOwner(List<String> fields) {
        List<String> all = new ArrayList<>(List.of("owner"));
        all.addAll(fields);
        return List.copyOf(all);
    }
}
