package io.anchorify.auth.web.internal.owner;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.web.LoginCommand;
import io.anchorify.auth.web.internal.Exchange;
import io.anchorify.auth.web.internal.text.DisplayTime;
import org.jspecify.annotations.Nullable;

/**
 * The banner with a secret, which is shown once.
 *
 * @param name the token
 * @param secret the cleartext
 * @param command the command that asks for the token, or {@code null}
 * @param oneLine the command with the token, or {@code null}
 * @param predecessor the token that this one replaces, or {@code null}
 * @param predecessorEnds when that one ends, or {@code null} if it has ended
 */
public record NewSecret(
        TokenName name,
        String secret,
        @Nullable String command,
        @Nullable String oneLine,
        @Nullable TokenName predecessor,
        @Nullable DisplayTime predecessorEnds) {

    static NewSecret of(Exchange exchange, IssuedToken issued) {
        return replacing(exchange, issued, null, null);
    }

    static NewSecret replacing(
            Exchange exchange,
            IssuedToken issued,
            @Nullable TokenName predecessor,
            @Nullable DisplayTime predecessorEnds) {
        String secret = issued.secret().reveal();
        var loginCommand = exchange.settings().loginCommand();
        LoginCommand command = loginCommand == null ? null : loginCommand.apply(exchange.request());
        return new NewSecret(
                TokenName.of(issued.token(), exchange.texts()),
                secret,
                command == null ? null : command.asking(),
                command == null ? null : command.command() + " " + command.tokenOption() + " " + secret,
                predecessor,
                predecessorEnds);
    }

    /** Omits the secret. */
    @Override
    public String toString() {
        return "NewSecret[" + name.id() + "]";
    }
}
