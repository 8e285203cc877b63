package io.anchorify.examples.jetty.web;

/**
 * The model of the login page.
 *
 * @param username what the visitor typed before
 * @param next the path where the user continues
 */
public record LoginForm(Visitor visitor, String username, String next, Problem problem) {

    /** Why the form is shown again. */
    public enum Problem {
        /** It is not shown again. */
        NONE,
        /** The user name or the password is wrong. */
        INCORRECT,
        /** The form does not belong to this browser, for example because its cookies were deleted. */
        OUT_OF_DATE;

        /** The message, or an empty string. */
        public String text() {
            return switch (this) {
                case NONE -> "";
                case INCORRECT -> "Incorrect user name or password.";
                case OUT_OF_DATE -> "This form was out of date. Enter your password again.";
            };
        }
    }
}
