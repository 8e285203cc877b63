/** The pages of an owner: create, list, rename, rotate and revoke tokens. */
@NullMarked
package io.anchorify.auth.web.internal.owner;

import org.jspecify.annotations.NullMarked;
