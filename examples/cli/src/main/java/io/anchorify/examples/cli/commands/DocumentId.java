package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import java.util.regex.Pattern;

/** The id of a document, given as an argument. */
final class DocumentId {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private DocumentId() {}

    /** The path of the document. Anything but an id would become another URL, or a token in a log. */
    static String path(String id) {
        if (id.startsWith("jf_") || !ID.matcher(id).matches()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "ID must be the id of a document. Nothing was sent. Copy it from the first column of 'anchorify"
                            + " documents list'.");
        }
        return "/api/documents/" + id;
    }
}
