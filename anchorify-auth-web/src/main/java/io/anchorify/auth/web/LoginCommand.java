package io.anchorify.auth.web;

/**
 * How a user passes a new token to the command of the host application, as the banner with the secret shows it.
 *
 * <pre>{@code
 * LoginCommand command = LoginCommand.of("anchorify login --host https://tokens.example.org", "--token");
 * }</pre>
 *
 * @param command the command that asks for the token at a prompt, which is the safe form
 * @param tokenOption the option that takes the token on the command line, where other users of the machine can see it
 */
public record LoginCommand(String command, String tokenOption) {

    /**
     * A command that can take the token at a prompt or as an option.
     *
     * @param command the command that asks for the token at a prompt
     * @param tokenOption the option that takes the token
     * @return the two forms
     */
    public static LoginCommand of(String command, String tokenOption) {
        return new LoginCommand(command, tokenOption);
    }
}
