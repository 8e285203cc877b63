/** Reading and writing JSON, and the operations of the endpoints. */
@NullMarked
package io.anchorify.auth.web.internal.json;

import org.jspecify.annotations.NullMarked;
