package io.anchorify.auth.servlet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The Java snippets of a documentation page that quotes source files. */
public final class PageSnippets {

    private static final Pattern FENCE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    private final List<String> snippets;

    private PageSnippets(List<String> snippets) {
        this.snippets = snippets;
    }

    public static PageSnippets of(String page) throws IOException {
        return new PageSnippets(FENCE.matcher(Files.readString(Path.of(page)))
                .results()
                .map(match -> match.group(1))
                .toList());
    }

    public int count() {
        return snippets.size();
    }

    /** The snippets that none of the source files contains, ignoring indentation. */
    public List<String> missingIn(String... sources) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String source : sources) {
            lines.append(withoutIndentation(Files.readString(Path.of(source))));
        }
        return snippets.stream()
                .filter(snippet -> lines.indexOf(withoutIndentation(snippet)) < 0)
                .toList();
    }

    private static String withoutIndentation(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n", "\n", "\n"));
    }
}
