package io.anchorify.benchmarks;

import org.openjdk.jmh.Main;

/** Everything else that JMH can do with the benchmarks of this module. */
final class JmhCommand implements Command {

    @Override
    public String summary() {
        return "JMH as it is: jmh [JMH options], such as jmh -l";
    }

    @Override
    public int run(String... arguments) throws Exception {
        Main.main(arguments);
        return 0;
    }
}
