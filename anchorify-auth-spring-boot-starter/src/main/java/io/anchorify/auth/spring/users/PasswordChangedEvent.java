package io.anchorify.auth.spring.users;

/**
 * Publish this when the password of a user was changed, as {@link AnchorifyUsers#passwordChanged} describes.
 *
 * @param username the owner of the tokens to revoke
 */
public record PasswordChangedEvent(String username) {}
