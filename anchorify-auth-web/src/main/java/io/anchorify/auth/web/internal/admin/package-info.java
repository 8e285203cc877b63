/** The pages of an administrator: the tokens of all owners. */
@NullMarked
package io.anchorify.auth.web.internal.admin;

import org.jspecify.annotations.NullMarked;
