package io.anchorify.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs the launcher script in a process, with its own home directory. */
public final class Launcher {

    public static final Path SCRIPT = Path.of(System.getProperty("anchorify.command"));

    /** Variables that change what the command does. */
    private static final Pattern OWN_VARIABLES =
            Pattern.compile("REPO_SHARE_.*|JF_.*|ANCHORIFY_.*|XDG_CONFIG_HOME|NO_COLOR|CI|(?i:https?_proxy|no_proxy)");

    public final Path home;
    public final Map<String, String> environment = new HashMap<>();

    /** Creates the home in a directory of the test. All tests share the class data archive. */
    public Launcher(Path directory) throws IOException {
        home = Files.createDirectories(directory.resolve("home"));
        environment.put(
                "XDG_CACHE_HOME", Path.of("target/cache").toAbsolutePath().toString());
    }

    Path configDirectory() {
        return home.resolve(".config/anchorify");
    }

    Path file() {
        return configDirectory().resolve("auth.json");
    }

    public Run run(String... arguments) throws IOException, InterruptedException {
        return runWith("", arguments);
    }

    Run runWith(String stdin, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        return run(stdin, command);
    }

    /** Runs a shell script; {@code $A} is the launcher. */
    public Run shell(String script) throws IOException, InterruptedException {
        return run("", List.of("sh", "-c", script));
    }

    Run run(String stdin, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(home, "out", ".txt");
        Path err = Files.createTempFile(home, "err", ".txt");
        Path in = Files.writeString(Files.createTempFile(home, "in", ".txt"), stdin);
        try {
            Process process = builder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("The command does not exit: " + Files.readString(err));
            }
            return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
            Files.delete(in);
        }
    }

    /** Starts the command without waiting for it. */
    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        return builder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> OWN_VARIABLES.matcher(name).matches());
        variables.put("HOME", home.toString());
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("A", SCRIPT.toString());
        variables.putAll(environment);
        return builder;
    }
}
