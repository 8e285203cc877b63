package io.anchorify.auth.web.internal.device;

import io.anchorify.auth.web.TokenPage;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The address of the page on which a user approves a device. */
record VerificationPage(DeviceSettings settings) {

    /** The address without a code, absolute. */
    String url(HttpServletRequest request) {
        String page = settings.page() == null
                ? origin(request) + request.getContextPath() + mapping(request.getServletContext())
                : settings.page().toString();
        return (page.endsWith("/") ? page.substring(0, page.length() - 1) : page) + "/device";
    }

    /** An attacker who sends another {@code Host} only misleads the device that sent it. */
    private String origin(HttpServletRequest request) {
        return settings.publicUrl() == null
                ? request.getScheme() + "://" + authority(request)
                : settings.publicUrl().getScheme() + "://"
                        + settings.publicUrl().getRawAuthority();
    }

    private static String authority(HttpServletRequest request) {
        int port = request.getServerPort();
        boolean isDefault = port == (request.getScheme().equals("https") ? 443 : 80);
        return isDefault ? request.getServerName() : request.getServerName() + ":" + port;
    }

    private static String mapping(ServletContext context) {
        return context.getServletRegistrations().values().stream()
                .filter(servlet -> TokenPage.class.getName().equals(servlet.getClassName()))
                .map(servlet -> prefix(servlet.getMappings()))
                .filter(prefix -> prefix != null)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The address of the token page is not known. Map"
                        + " TokenWeb.page() to a path prefix such as /tokens/*, or set TokenWebBuilder.devicePage"));
    }

    private static @Nullable String prefix(Collection<String> mappings) {
        return mappings.stream()
                .filter(mapping -> mapping.endsWith("/*"))
                .map(mapping -> mapping.substring(0, mapping.length() - 2))
                .sorted()
                .findFirst()
                .orElse(null);
    }
}
