package org.referralconnectors.cli;

import java.util.concurrent.Callable;
import org.referralconnectors.mapping.MappingException;
import org.referralconnectors.settings.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line. Without a command it runs the connectors. */
@Command(
        name = "referral-connectors",
        description = "Keeps Partner Center referrals and Dynamics 365 leads in step.",
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            LoginCommand.class,
            WebhookCommand.class,
            PlanCommand.class,
            ParkedCommand.class,
            SyncCommand.class,
            BackfillCommand.class,
            ReplayCommand.class,
            ResolveCommand.class,
            DropCommand.class,
            LinkCommand.class,
            UnlinkCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            ApproveCommand.class,
            ExplainCommand.class,
            EraseCommand.class,
            StoreCommands.class,
            VersionCommand.class
        },
        footerHeading = "%nExit codes: ",
        footer = "0 fine, 1 failed, 2 invalid settings or field map, 3 something to do (plan), 64 wrong usage.")
public final class Main extends Options implements Callable<Integer> {

    static final int FAILED = 1;
    static final int INVALID = 2;
    static final int SOMETHING_TO_DO = 3;
    static final int WRONG_USAGE = 64;

    /** Of help, in columns: an example with two ids stays on one line, to be copied. */
    private static final int WIDTH = 100;

    public static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler(new Uncaught(Uncaught::end));
        System.exit(execute(args));
    }

    /** @return the exit code */
    static int execute(String... args) {
        return commandLine().execute(args);
    }

    /** All commands, which answer errors in words and by exit code. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(Main::failed)
                .setUsageHelpWidth(WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws InterruptedException {
        return new RunCommand().call();
    }

    private static int wrongUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().println(e.getMessage());
        command.usage(command.getErr());
        return WRONG_USAGE;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println(e.getMessage());
        boolean invalid = e instanceof SettingsException || e instanceof MappingException;
        return invalid ? INVALID : FAILED;
    }
}
