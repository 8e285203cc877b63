/**
 * A page on which the users of a web application manage their tokens, and the same operations as JSON.
 *
 * <p>{@link io.anchorify.auth.web.TokenWeb} is the entry point. Its builder takes what only the host application knows: who is
 * signed in, who is an administrator, and what a user can choose for a new token. It hands out three servlets: {@link
 * io.anchorify.auth.web.TokenPage} for browsers, {@link io.anchorify.auth.web.TokenEndpoints} for single-page applications, and
 * {@link io.anchorify.auth.web.DeviceEndpoints} for commands that log in through a browser (RFC 8628).
 *
 * <p>The host shows the page in a layout of its own with a {@link io.anchorify.auth.web.PageLayout}, and can protect its own forms
 * with {@link io.anchorify.auth.web.FormProtection}.
 */
@NullMarked
package io.anchorify.auth.web;

import org.jspecify.annotations.NullMarked;
