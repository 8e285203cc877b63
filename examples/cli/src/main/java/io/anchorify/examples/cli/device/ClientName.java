package io.anchorify.examples.cli.device;

import io.anchorify.examples.cli.common.TerminalText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Names this client on the approval page, for example {@code anchorify on laptop}. */
public final class ClientName {

    /** Also the maximum length of a label. */
    private static final int MAX_LENGTH = 100;

    private static final String COMMAND = "anchorify";
    /** Linux only. */
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private ClientName() {}

    public static String of(Map<String, String> environment) {
        String machine = Stream.of("HOSTNAME", "COMPUTERNAME")
                .map(variable -> environment.getOrDefault(variable, "").strip())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElseGet(ClientName::machine);
        String name = machine.isEmpty() ? COMMAND : COMMAND + " on " + TerminalText.printable(machine);
        return name.substring(0, Math.min(MAX_LENGTH, name.length()));
    }

    /** Reads a file first, because resolving the name of this machine can take seconds. */
    private static String machine() {
        try {
            return Files.readString(KERNEL).strip();
        } catch (IOException e) {
            return resolved();
        }
    }

    private static String resolved() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
