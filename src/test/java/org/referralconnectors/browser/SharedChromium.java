package org.referralconnectors.browser;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one Chromium for the whole test run, when the first test asks; each test gets a fresh tab of it. */
final class SharedChromium implements ExecutionCondition, ParameterResolver, AfterEachCallback {

    private static final Namespace OURS = Namespace.create(SharedChromium.class);
    private static final String NONE =
            "was skipped: no Chromium on this machine (install chromium, or name it in the variable CHROMIUM)";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<Path> executable = Chromium.executable();
        if (executable.isPresent() || Boolean.parseBoolean(System.getenv("CI"))) {
            return ConditionEvaluationResult.enabled("in " + executable);
        }
        if (context.getTestMethod().isEmpty()) {
            sayOnTheTerminal(context.getDisplayName() + " " + NONE);
        }
        return ConditionEvaluationResult.disabled(NONE);
    }

    /** Past the runner, which keeps a test's output in a file, and Maven, whose quiet mode hides a skipped test. */
    private static void sayOnTheTerminal(String line) {
        new PrintStream(new FileOutputStream(FileDescriptor.err)).println(line);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Tab.class;
    }

    /** The tab is closed with the test, the browser with the run. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Chromium chromium = context.getRoot()
                .getStore(OURS)
                .getOrComputeIfAbsent(Chromium.class, key -> new Chromium(installed()), Chromium.class);
        Tab tab = Tab.open(chromium.browser());
        context.getStore(OURS).put(Tab.class, tab);
        return tab;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Optional.ofNullable(context.getStore(OURS).remove(Tab.class, Tab.class)).ifPresent(Tab::close);
    }

    private static Path installed() {
        return Chromium.executable()
                .orElseThrow(() -> new AssertionError("With CI=true a Chromium must be installed: .ci/run does it"));
    }
}
