package io.anchorify.auth.internal.usage;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is stored of the address that a container reports, which behind some proxies is a text that the client chose. */
public final class RemoteAddress {

    /** An IPv4 or IPv6 address, perhaps with a zone or a port. */
    private static final Pattern STORABLE = Pattern.compile("[0-9A-Za-z:.%_\\-\\[\\]]{1,64}");

    private RemoteAddress() {}

    /** The address, or {@code null} if it cannot be one. */
    public static @Nullable String orNull(@Nullable String reported) {
        return reported != null && STORABLE.matcher(reported).matches() ? reported : null;
    }
}
