package io.anchorify.auth.web;

/**
 * How a user passes a new token to the command of the host application, as the banner with the secret shows it.
 *
 * <pre>{@code
 * LoginCommand command = LoginCommand.of("anchorify login --host https://tokens.example.org", "--token-prompt", "--token");
 * }</pre>
 *
 * @param command the command without the token
 * @param promptOption the option that makes it ask for the token, which is the safe form; empty if it does so without an option
 * @param tokenOption the option that takes the token on the command line, where other users of the machine can see it
 */
public record LoginCommand(String command, String promptOption, String tokenOption) {

    /**
     * A command that can take the token at a prompt or as an option.
     *
     * @param command the command without the token
     * @param promptOption the option that makes it ask for the token; empty if it does so without an option
     * @param tokenOption the option that takes the token
     * @return the command
     */
    public static LoginCommand of(String command, String promptOption, String tokenOption) {
        return new LoginCommand(command, promptOption, tokenOption);
    }

    /** {@return the safe form, which asks for the token} */
    public String asking() {
        return promptOption.isEmpty() ? command : command + " " + promptOption;
    }
}
