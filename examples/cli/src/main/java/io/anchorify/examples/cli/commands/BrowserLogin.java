package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.BearerToken;
import io.anchorify.examples.cli.credentials.Host;
import io.anchorify.examples.cli.device.Browser;
import io.anchorify.examples.cli.device.ClientName;
import io.anchorify.examples.cli.device.DeviceAuthorization;
import io.anchorify.examples.cli.device.DeviceCode;
import io.anchorify.examples.cli.device.Polling;
import java.util.Optional;

/** Obtains a token that the user approves in the browser, or that the user pastes. */
final class BrowserLogin {

    private final CommandContext context;
    private final ProcessContext process;
    private final Output output;
    private final Host host;
    private final Optional<Browser> browser;

    BrowserLogin(CommandContext context, Host host, boolean opensBrowser) {
        this.context = context;
        this.process = context.process();
        this.output = context.output();
        this.host = host;
        this.browser = opensBrowser
                ? Browser.find(process.environment(), System.getProperty("os.name", ""))
                : Optional.empty();
    }

    /** Whether the server has just issued this token. */
    static boolean isSourceOf(BearerToken token) {
        return token.source().equals(DeviceAuthorization.SOURCE);
    }

    BearerToken obtain() {
        DeviceAuthorization server = new DeviceAuthorization(host, context.forms(host), output::hide);
        Optional<DeviceCode> code = server.start(ClientName.of(process.environment()));
        if (code.isEmpty()) {
            output.note(host + " does not support a login in the browser. Paste a token from its dashboard.");
            return TokenInput.prompt(process, output);
        }
        return obtain(server, code.orElseThrow());
    }

    private BearerToken obtain(DeviceAuthorization server, DeviceCode code) {
        Polling polling = new Polling(code, process.sleeper(), process.clock(), output::note);
        CancelNotice notice = CancelNotice.start(output);
        try {
            Optional<String> pasted = browser.isPresent() ? offerToOpen(browser.orElseThrow(), code) : print(code);
            if (pasted.isPresent()) {
                return TokenInput.pasted(pasted.orElseThrow(), output);
            }
            output.note("Waiting for your approval. The code expires in " + lifetime(code) + ".");
            return server.await(code, polling);
        } finally {
            notice.end();
        }
    }

    /** Returns a token that the user pasted instead. */
    private Optional<String> offerToOpen(Browser found, DeviceCode code) {
        output.note("Your one-time code: " + code.userCode());
        Optional<String> answer = process.prompt()
                .apply("Press Enter to open " + code.address() + " in your browser, or paste a token: ");
        if (answer.isEmpty()) {
            // Nobody can answer, for example because stdout is redirected.
            return print(code);
        }
        Optional<String> pasted = answer.filter(text -> !text.isBlank());
        if (pasted.isEmpty() && !found.open(code.completeAddress())) {
            output.note("Cannot start a browser. Open " + code.address() + " yourself.");
        }
        return pasted;
    }

    private Optional<String> print(DeviceCode code) {
        output.note("Open " + code.address() + " in a browser on any device, and enter the code " + code.userCode()
                + ".\nTo paste a token instead, press Ctrl-C and run 'anchorify login --token-prompt'.");
        return Optional.empty();
    }

    private static String lifetime(DeviceCode code) {
        long minutes = code.lifetime().toMinutes();
        if (minutes == 0) {
            return code.lifetime().toSeconds() + " s";
        }
        return minutes == 1 ? "1 minute" : minutes + " minutes";
    }
}
