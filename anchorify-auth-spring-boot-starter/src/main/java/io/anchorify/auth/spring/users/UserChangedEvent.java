package io.anchorify.auth.spring.users;

/**
 * Publish this when a user was disabled, enabled, locked, unlocked or deleted, as {@link AnchorifyUsers#userChanged} describes.
 *
 * @param username the owner of the tokens
 */
public record UserChangedEvent(String username) {}
