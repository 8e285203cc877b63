package io.anchorify.auth.jdbc;

import io.anchorify.auth.Token;
import io.anchorify.auth.TokenService;

/**
 * The main class of a process that hands out expiring tokens. It prints the id of each, and halts in the middle of one.
 */
final class RemindingProcess {

    private int left;

    private RemindingProcess(int count) {
        this.left = count;
    }

    /** The arguments are URL, user, password, table prefix, and how many tokens to hand out. */
    public static void main(String[] args) {
        JdbcTokenStore store = JdbcTokenStore.connect(args[0], args[1], args[2]).tablePrefix(args[3]);
        RemindingProcess process = new RemindingProcess(Integer.parseInt(args[4]));
        TokenService.builder(store).build().claimExpiring(RemindersContract.DAY, process::remind);
    }

    private void remind(Token token) {
        System.out.println(token.id());
        left--;
        if (left == 0) {
            System.out.flush();
            Runtime.getRuntime().halt(1);
        }
    }
}
