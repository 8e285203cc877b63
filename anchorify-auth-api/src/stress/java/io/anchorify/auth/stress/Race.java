package io.anchorify.auth.stress;

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
 * One jcstress scenario, run in this process. The launcher of jcstress would start some thirty JVMs to probe the platform, and
 * then one per scenario and mode, and it skips a scenario with more threads than the machine has processors.
 */
final class Race {

    private final TestInfo info;

    private Race(TestInfo info) {
        this.info = info;
    }

    /** The scenarios of the library, none of which may show a forbidden outcome. */
    static Stream<Race> sound() {
        return all().filter(race -> !race.isBroken());
    }

    /**
     * Scenarios with a mistake that the library does not make, each of which must show it. They yield at the worst place, so that
     * the mistake shows soon on any machine.
     */
    static Stream<Race> broken() {
        return all().filter(Race::isBroken);
    }

    /** Runs the scenario repeatedly for about this time. */
    TestResult run(Duration time) throws ReflectiveOperationException, IOException {
        TestConfig config = config(time);
        Runner<?> runner = (Runner<?>) Class.forName(info.generatedRunner())
                .getConstructor(ForkedTestConfig.class)
                .newInstance(new ForkedTestConfig(config));
        TestResult result = runner.run();
        result.setConfig(config);
        return result;
    }

    /** The outcomes with their counts and meanings. */
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
        // Small strides: otherwise jcstress spends more time on calibration than on running.
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
