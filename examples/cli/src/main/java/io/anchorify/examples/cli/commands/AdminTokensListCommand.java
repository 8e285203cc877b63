package io.anchorify.examples.cli.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = {"List tokens of all owners, newest first.", "", "Requires the admin token.", ""})
final class AdminTokensListCommand extends ListCommand {

    @Mixin
    private TokenFilterOptions filter = new TokenFilterOptions();

    AdminTokensListCommand(CommandContext context) {
        super(context, "tokens", TokensListCommand.FIELDS);
    }

    /** The owner, the fields of a user's list, and the scopes. */
    static Map<String, @Nullable Object> fieldsOf(ResponseFields token) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("owner", token.text("owner"));
        fields.putAll(token.texts(TokensListCommand.FIELDS.toArray(new String[0])));
        fields.put("scopes", token.textList("scopes"));
        return fields;
    }

    @Override
    Map<String, @Nullable Object> read(ResponseFields token) {
        return fieldsOf(token);
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
}
