package io.anchorify.examples.jetty;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged application in a process, with stderr in a file. */
public final class AppProcess implements AutoCloseable {

    private static final String READY = "Anchorify is ready at ";

    private final Process process;
    private final Path directory;
    private final String url;

    private AppProcess(Process process, Path directory, String url) {
        this.process = process;
        this.directory = directory;
        this.url = url;
    }

    public static AppProcess start(Path directory, Map<String, String> environment, String... jvmOptions)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of(java("java"), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-jar", System.getProperty("anchorify.app")));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(directory.resolve("stderr.txt").toFile());
        builder.environment().put("ANCHORIFY_PORT", "0");
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new AppProcess(process, directory, awaitUrl(process, directory));
    }

    public String url() {
        return url;
    }

    public int port() {
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
    }

    public long pid() {
        return process.pid();
    }

    public String errors() throws IOException {
        return Files.readString(directory.resolve("stderr.txt"));
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    public int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("The application does not exit");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(60, TimeUnit.SECONDS);
    }

    /** A program of the JDK that runs this test. */
    public static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    private static String awaitUrl(Process process, Path directory) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null || !line.startsWith(READY) || !line.endsWith("/dashboard")) {
            process.destroyForcibly();
            throw new AssertionError("The application printed '" + line + "', and on stderr: "
                    + Files.readString(directory.resolve("stderr.txt")));
        }
        return line.substring(READY.length(), line.length() - "/dashboard".length());
    }
}
