package io.anchorify.auth.web.internal.device;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the host application has configured for the login of devices.
 *
 * @param page the address of the token page, or {@code null} to derive it from its mapping
 * @param publicUrl the public URL of the application, or {@code null} to derive it from the request
 * @param clients the accepted client ids; empty for any
 */
public record DeviceSettings(@Nullable URI page, @Nullable URI publicUrl, Set<String> clients) {

    /** Copies the set. */
    public DeviceSettings {
        clients = Set.copyOf(clients);
    }
}
