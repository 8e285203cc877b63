package io.anchorify.auth;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.ReportUtils;
import org.openjdk.jcstress.infra.runners.ForkedTestConfig;
import org.openjdk.jcstress.infra.runners.Runner;
import org.openjdk.jcstress.infra.runners.TestConfig;
import org.openjdk.jcstress.infra.runners.TestList;
import org.openjdk.jcstress.os.AffinityMode;
import org.openjdk.jcstress.os.NodeType;
import org.openjdk.jcstress.os.SchedulingClass;
import org.openjdk.jcstress.vm.CompileMode;

/**
 * One scenario of jcstress, run in this process. Its own launcher starts some thirty virtual machines to find out what
 * they can do, and then one for each scenario in each mode; and it leaves out a scenario that has more threads than the
 * machine has processors.
 */
final class Race {

    private final TestInfo info;

    private Race(TestInfo info) {
        this.info = info;
    }

    /** What has to go well. */
    static Stream<Race> sound() {
        return all().filter(race -> !race.isBroken());
    }

    /**
     * What shows a mistake that the library does not make, and has to go wrong. Each gives the other thread a chance at
     * the worst place, so that it does so soon on any machine.
     */
    static Stream<Race> broken() {
        return all().filter(Race::isBroken);
    }

    /** Runs it again and again, for about that time. */
    TestResult run(Duration time) throws ReflectiveOperationException, IOException {
        TestConfig config = config(time);
        Runner<?> runner = (Runner<?>) Class.forName(info.generatedRunner())
                .getConstructor(ForkedTestConfig.class)
                .newInstance(new ForkedTestConfig(config));
        TestResult result = runner.run();
        result.setConfig(config);
        return result;
    }

    /** The outcomes, how often each was seen, and what it means. */
    static String table(TestResult result) {
        StringWriter table = new StringWriter();
        ReportUtils.printResult(new PrintWriter(table, true), result, true);
        return table.toString();
    }

    @Override
    public String toString() {
        return info.name().substring(Race.class.getPackageName().length() + 1);
    }

    private boolean isBroken() {
        return info.name().contains(".Broken");
    }

    private TestConfig config(Duration time) throws IOException {
        // Few at a time: otherwise jcstress takes longer to find out how many fit than to run them.
        String choice = "-time " + time.toMillis() + " -iters 1 -strideSize 64 -strideCount 10 -spinStyle THREAD_YIELD";
        Options options = new Options(choice.split(" "));
        options.parse();
        SchedulingClass anywhere = new SchedulingClass(AffinityMode.NONE, info.threads(), NodeType.PACKAGE);
        return new TestConfig(options, info, 0, List.of(), CompileMode.UNIFIED, anywhere);
    }

    private static Stream<Race> all() {
        return TestList.tests().stream().sorted().map(TestList::getInfo).map(Race::new);
    }
}
