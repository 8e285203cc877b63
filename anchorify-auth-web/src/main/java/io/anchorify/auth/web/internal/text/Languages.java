package io.anchorify.auth.web.internal.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;

/** The languages of the page: English, German, and those that the host adds. A text that a language lacks is English. */
public final class Languages {

    private final ResourceBundle english = load("Messages.properties");
    private final Map<String, ResourceBundle> bundles = new LinkedHashMap<>();

    /**
     * Adds languages.
     *
     * @param more the host's texts by language; a text that is also shipped is replaced
     */
    public Languages(Map<Locale, ResourceBundle> more) {
        bundles.put("en", english);
        bundles.put("de", load("Messages_de.properties"));
        more.forEach((locale, bundle) -> bundles.merge(locale.getLanguage(), bundle, Languages::overriding));
    }

    /** The texts in the first language that a client prefers and that exists. */
    public Texts of(Iterable<Locale> preferred) {
        for (Locale locale : preferred) {
            ResourceBundle bundle = bundles.get(locale.getLanguage());
            if (bundle != null) {
                return new Texts(locale, List.of(bundle, english));
            }
        }
        return new Texts(Locale.ENGLISH, List.of(Objects.requireNonNull(bundles.get("en")), english));
    }

    private static ResourceBundle overriding(ResourceBundle shipped, ResourceBundle host) {
        return new ResourceBundle() {
            @Override
            protected Object handleGetObject(String key) {
                return host.containsKey(key) ? host.getObject(key) : shipped.getObject(key);
            }

            @Override
            public java.util.Enumeration<String> getKeys() {
                java.util.Set<String> keys = new java.util.TreeSet<>(shipped.keySet());
                keys.addAll(host.keySet());
                return Collections.enumeration(keys);
            }
        };
    }

    private static ResourceBundle load(String name) {
        try (InputStream file = Languages.class.getResourceAsStream("/io/anchorify/auth/web/" + name)) {
            return new PropertyResourceBundle(
                    new InputStreamReader(Objects.requireNonNull(file, name), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
