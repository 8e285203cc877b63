package io.anchorify.auth.web.internal;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The precompiled templates, which escape their values. */
public final class Templates {

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), "io.anchorify.auth.web.templates");

    private Templates() {}

    /** Renders a template such as {@code problem.jte}. */
    public static String render(String template, Map<String, @Nullable Object> parameters) {
        StringOutput html = new StringOutput();
        ENGINE.render(template, parameters, html);
        return html.toString();
    }
}
