package io.anchorify.auth.jdbc;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Creates the files of a new H2 database, and the directories that it lacks, readable and writable by their owner only. H2
 * would create them with the permissions that the process has by default, usually readable by every user.
 *
 * <p>H2 fills empty files, and keeps the permissions of existing ones. What exists is not changed.
 */
final class H2File {

    /** The file systems of H2 that keep a database in files of its name. */
    private static final Pattern URL = Pattern.compile(
            "jdbc:h2:((?:file:|nio:|async:|nioMapped:|split:(?:\\d+:)?)*)([^;]+)(;.*)?", Pattern.DOTALL);

    /** Settings with which H2 must not create a database. */
    private static final Pattern EXISTING_ONLY =
            Pattern.compile(";(IFEXISTS=TRUE|FORBID_CREATION=TRUE|ACCESS_MODE_DATA=R)\\b");

    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final Logger LOGGER = System.getLogger(H2File.class.getName());

    private H2File() {}

    /** Does nothing for other databases, for H2 in memory or in another process, and without POSIX permissions. */
    static void createPrivately(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()
                || !FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        String settings = matcher.group(3);
        if (settings != null
                && EXISTING_ONLY.matcher(settings.toUpperCase(Locale.ROOT)).find()) {
            return;
        }
        String name =
                matcher.group(2).replaceFirst("^~(?=/)", Matcher.quoteReplacement(System.getProperty("user.home", "")));
        // H2 rejects other relative names, and names of other file systems.
        if (name.matches("\\.{0,2}/.*")) {
            create(name, matcher.group(1).contains("split:"));
        }
    }

    /**
     * Also creates the trace file, which quotes statements that failed. The parts of a split database are protected by their
     * directory only, because H2 adds parts while it runs. A failure is left to H2 to report.
     */
    private static void create(String name, boolean split) {
        try {
            Path database = Path.of(name + ".mv.db").toAbsolutePath();
            if (Files.notExists(database)) {
                Files.createDirectories(database.getParent(), OWNERS_DIRECTORY);
                createFile(Path.of(name + ".trace.db"));
                if (!split) {
                    createFile(database);
                }
            }
        } catch (IOException | InvalidPathException e) {
            LOGGER.log(Level.DEBUG, "The files of an H2 database could not be created in advance", e);
        }
    }

    private static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, OWNERS_FILE);
        } catch (FileAlreadyExistsException e) {
            // Another process created it, or it is not the library's to change.
        }
    }
}
