/**
 * Connects the tokens with the users of the application.
 *
 * <p>{@link io.anchorify.auth.spring.users.AnchorifyUsers} revokes the tokens of a user whose password was changed, and applies a
 * change of a user immediately. An application calls it, or publishes a {@link
 * io.anchorify.auth.spring.users.PasswordChangedEvent} or a {@link io.anchorify.auth.spring.users.UserChangedEvent}. With {@code
 * anchorify.auth.suspend-disabled-users=true}, the tokens of users that the {@code UserDetailsService} of Spring Security reports
 * as disabled, locked, expired or unknown are refused.
 *
 * <p>The owner of a token is the user name here.
 */
@NullMarked
package io.anchorify.auth.spring.users;

import org.jspecify.annotations.NullMarked;
