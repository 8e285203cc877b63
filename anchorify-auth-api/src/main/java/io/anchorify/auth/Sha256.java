package io.anchorify.auth;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 that is used again and again, by one thread at a time. */
class Sha256 {

    private final MessageDigest digest;
    private final byte[] result = new byte[TokenHash.LENGTH];

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java platform must have", e);
        }
    }

    void hash(byte[] text, int length, HashKey target) {
        try {
            digest.update(text, 0, length);
            digest.digest(result, 0, result.length);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 gave more than 32 bytes", e);
        } finally {
            // The digest keeps its last block, here the whole token, until it is reset.
            digest.reset();
        }
        target.set(result);
    }
}
