package io.anchorify.examples.jetty.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageRendererTest {

    private final PageRenderer renderer = new PageRenderer(new LinkRewriter("https://example.org/project"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "text <img src=x onerror=alert(1)> text",
                "`<script>`",
                "```html\n<script>\n```",
                "| <script> |\n| --- |\n| <script> |",
                "## <script>"
            })
    void html_inThePage_isShownAsText(String markdown) {
        assertThat(html(markdown)).containsAnyOf("&lt;script&gt;", "&lt;img ").doesNotContain("<script", "<img src=x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[x](javascript:alert(1))", "[x](<JAVASCRIPT:alert(1)>)"})
    void link_thatIsUnsafe_leadsNowhere(String markdown) {
        assertThat(html(markdown)).contains("href=\"\"");
    }

    @ParameterizedTest
    @CsvSource({
        "command.md,/docs/cli",
        "command.md#exit-codes,/docs/cli#exit-codes",
        "#here,#here",
        "images/a.png,/docs/images/a.png",
        "adr/0001-x.md,https://example.org/project/blob/HEAD/docs/adr/0001-x.md",
        "filter.md#scopes,https://example.org/project/blob/HEAD/docs/filter.md#scopes",
        "../README.md,https://example.org/project/blob/HEAD/README.md",
        "https://example.net/x.md#y,https://example.net/x.md#y"
    })
    void link_ofAPage_leadsToWhatIsServedOrToTheRepository(String destination, String rewritten) {
        assertThat(html("[x](" + destination + ")")).contains("href=\"" + rewritten + "\"");
    }

    @Test
    void heading_ofThePage_isItsTitle() {
        DocPage page = renderer.render(Topic.CLI, "# The *new* <b> command\n\n## The owner's `id`");

        assertThat(page.title()).isEqualTo("The new <b> command");
        assertThat(page.html()).isEqualTo("<h2 id=\"the-owners-id\">The owner's <code>id</code></h2>\n");
    }

    @Test
    void block_ofCode_canHaveTheFocus() {
        assertThat(html("```sh\nls\n```")).contains("<pre tabindex=\"0\"><code class=\"language-sh\">");
    }

    private String html(String markdown) {
        return renderer.render(Topic.CLI, "# Title\n\n" + markdown).html();
    }
}
