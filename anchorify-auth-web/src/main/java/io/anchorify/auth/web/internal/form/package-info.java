/** What protects forms: origins, session-bound tokens and single-use ids. */
@NullMarked
package io.anchorify.auth.web.internal.form;

import org.jspecify.annotations.NullMarked;
