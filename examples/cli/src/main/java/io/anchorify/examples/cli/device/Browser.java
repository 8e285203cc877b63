package io.anchorify.examples.cli.device;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Opens an address in the user's browser, if this session has a graphical one. */
public final class Browser {

    private static final Set<String> TEXT_BROWSERS =
            Set.of("www-browser", "lynx", "w3m", "links", "links2", "elinks", "browsh", "carbonyl", "edbrowse");
    private static final String XDG_OPEN = "xdg-open";
    /** For xdg-open, which otherwise falls back to a text browser that takes over the terminal. */
    private static final String GRAPHICAL_BROWSERS = "x-www-browser:firefox:chromium:chromium-browser:google-chrome";

    private final List<List<String>> commands;

    private Browser(List<List<String>> commands) {
        this.commands = commands;
    }

    /**
     * Finds the commands that open an address: those of {@code BROWSER}, or the one of the system. Empty over SSH and
     * without a graphical browser.
     *
     * @param system the name of the operating system, as in the property {@code os.name}
     */
    public static Optional<Browser> find(Map<String, String> environment, String system) {
        if (isSet(environment, "SSH_CONNECTION") || isSet(environment, "SSH_TTY")) {
            return Optional.empty();
        }
        boolean isWindows = system.startsWith("Windows");
        List<List<String>> commands = isSet(environment, "BROWSER")
                ? preferred(environment.getOrDefault("BROWSER", ""), isWindows ? ";" : ":")
                : ofSystem(environment, system);
        return commands.isEmpty() ? Optional.empty() : Optional.of(new Browser(commands));
    }

    /** Starts the first command that exists, without waiting for its end. Returns false if none does. */
    public boolean open(URI address) {
        return commands.stream().anyMatch(command -> start(withAddress(command, address.toString())));
    }

    List<List<String>> commands() {
        return commands;
    }

    private static List<List<String>> preferred(String browsers, String separator) {
        return Stream.of(browsers.split(separator))
                .map(browser -> List.of(browser.strip().split("\\s+")))
                .filter(command -> !command.get(0).isEmpty() && !isTextBrowser(command.get(0)))
                .toList();
    }

    private static List<List<String>> ofSystem(Map<String, String> environment, String system) {
        if (system.startsWith("Windows")) {
            return List.of(List.of("rundll32", "url.dll,FileProtocolHandler"));
        }
        if (system.startsWith("Mac")) {
            return List.of(List.of("open"));
        }
        boolean isGraphical = isSet(environment, "DISPLAY") || isSet(environment, "WAYLAND_DISPLAY");
        return isGraphical ? List.of(List.of(XDG_OPEN)) : List.of();
    }

    /** Replaces {@code %s}, or appends the address. */
    static List<String> withAddress(List<String> command, String address) {
        List<String> complete = new ArrayList<>(command);
        complete.replaceAll(word -> word.replace("%s", address));
        if (complete.equals(command)) {
            complete.add(address);
        }
        return complete;
    }

    private static boolean start(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        if (nameOf(command.get(0)).equals(XDG_OPEN)) {
            builder.environment().put("BROWSER", GRAPHICAL_BROWSERS);
        }
        try {
            builder.start().getOutputStream().close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isTextBrowser(String command) {
        return TEXT_BROWSERS.contains(nameOf(command));
    }

    private static String nameOf(String command) {
        return new File(command).getName();
    }

    private static boolean isSet(Map<String, String> environment, String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }
}
