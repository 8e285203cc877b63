package io.anchorify.auth.web.internal.text;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The texts of a page in one language. An argument stands in a text as {@code {0}}, in the syntax of {@link MessageFormat}.
 *
 * @param locale the language and region, also for dates and numbers
 */
public record Texts(Locale locale, List<ResourceBundle> bundles) {

    /** A text without arguments, or with some. Plain text, which a template escapes. */
    public String get(String key, Object... arguments) {
        for (ResourceBundle bundle : bundles) {
            if (bundle.containsKey(key)) {
                return new MessageFormat(bundle.getString(key), locale).format(arguments);
            }
        }
        throw new IllegalArgumentException("The page has no text '" + key + "'");
    }

    /** The language, for the attribute {@code lang}. */
    public String language() {
        return locale.getLanguage();
    }
}
