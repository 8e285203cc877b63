package io.anchorify.examples.cli.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.examples.cli.Tokens;
import io.anchorify.examples.cli.common.Disk;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.Sleeper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials files behind symbolic links, with wrong modes or owners, or of the wrong type. */
class CredentialsFileAccessTest extends CredentialsFileFixture {

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-", "rwxrwxrwx", "rw------x"})
    void file_accessibleToOthers_isRefused(String mode) throws Exception {
        plant("{}");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));

        assertRefused(path + " is accessible to other users. Run 'chmod 600 " + path + "'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rwx-w----", "rwx-----x"})
    void directory_accessibleToOthers_isRefused(String mode) throws Exception {
        plant("{}");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));

        assertRefused(directory + " is accessible to other users. Run 'chmod 700 " + directory + "'.");
    }

    @Test
    void file_ofAnotherUser_isRefused() throws Exception {
        plant("{}");
        user = user + 1;

        assertRefused(directory + " belongs to user " + (user - 1) + ", but you are user " + user + ".");
    }

    @Test
    void fileLink_toExistingFile_isNotFollowed() throws Exception {
        Path target = plantedTarget();
        plant("{}");
        Files.delete(path);
        Files.createSymbolicLink(path, target);

        assertRefused(path + " is a symbolic link and is not followed");
        assertThat(target).hasContent("{\"token\":\"theirs\"}");
        assertThat(Files.isSymbolicLink(path)).isTrue();
    }

    @Test
    void fileLink_toMissingFile_isNotFollowed() throws Exception {
        plant("{}");
        Files.delete(path);
        Files.createSymbolicLink(path, home.resolve("nowhere"));

        assertRefused(path + " is a symbolic link and is not followed");
        assertThat(home.resolve("nowhere")).doesNotExist();
    }

    @Test
    void directoryLink_toExistingDirectory_isNotFollowed() throws Exception {
        Path target = Files.createDirectory(
                home.resolve("target"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createSymbolicLink(directory, target);

        assertRefused(directory + " is a symbolic link and is not followed");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void lockLink_toMissingFile_isNotFollowed() throws Exception {
        plant("{}");
        Path target = home.resolve("victim");
        Files.createSymbolicLink(directory.resolve(WriteLock.NAME), target);

        assertThatThrownBy(() -> file(Disk.real()).save(credentials(Tokens.FIRST)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(".lock is a symbolic link and is not followed");
        assertThat(target).doesNotExist();
        assertThat(path).hasContent("{}");
    }

    @Test
    void temporaryLink_toExistingFile_isNeitherFollowedNorRemoved() throws Exception {
        Path target = plantedTarget();
        plant("{}");
        List<Path> links = new ArrayList<>();
        Disk planting = new Disk.Real() {
            @Override
            public FileChannel create(Path file) throws IOException {
                // At exactly the random name that is about to be created.
                links.add(Files.createSymbolicLink(file, target));
                return super.create(file);
            }
        };

        assertThatThrownBy(() -> file(planting).save(credentials(Tokens.FIRST)))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("Cannot write " + path);
        assertThat(target).hasContent("{\"token\":\"theirs\"}");
        assertThat(path).hasContent("{}");
        assertThat(links)
                .singleElement()
                .satisfies(link -> assertThat(Files.isSymbolicLink(link)).isTrue());
    }

    @Test
    void directory_inPlaceOfTheFile_isRefused() throws Exception {
        plant("{}");
        Files.delete(path);
        Files.createDirectory(path);

        assertRefused(path + " is not a regular file");
    }

    @Test
    void file_inPlaceOfTheDirectory_isRefused() throws Exception {
        Files.writeString(directory, "");

        assertRefused(directory + " is not a directory");
    }

    @Test
    void directory_insideAFile_isRefused() throws Exception {
        directory = Files.writeString(home.resolve("file"), "").resolve("below");

        assertThatThrownBy(() -> file(Disk.real()).save(credentials(Tokens.FIRST)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(directory.toString())
                // The message depends on the Java version.
                .hasMessageMatching("(?s).*: (file already exists|not a directory)\\. .*");
    }

    @Test
    void directory_onAReadOnlyFileSystem_isNamed() {
        Path proc = Path.of("/proc/anchorify");
        CredentialsFile file = new CredentialsFile(proc, () -> user, Disk.real(), Sleeper.system());

        assertThatThrownBy(() -> file.save(credentials(Tokens.FIRST)))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("Cannot write /proc/anchorify/auth.json: ")
                .extracting(e -> ((Failure) e).exitCode())
                .isEqualTo(ExitCode.REFUSED);
    }

    private void assertRefused(String message) {
        CredentialsFile file = file(Disk.real());
        assertThatThrownBy(file::read).isInstanceOf(Failure.class).hasMessageStartingWith(message);
        assertThatThrownBy(() -> file.save(credentials(Tokens.FIRST)))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(message)
                .extracting(e -> ((Failure) e).exitCode())
                .isEqualTo(ExitCode.NO_CREDENTIALS);
    }

    private Path plantedTarget() throws IOException {
        Path target = Files.createFile(home.resolve("theirs"), PosixFilePermissions.asFileAttribute(Disk.PRIVATE_FILE));
        return Files.writeString(target, "{\"token\":\"theirs\"}");
    }
}
