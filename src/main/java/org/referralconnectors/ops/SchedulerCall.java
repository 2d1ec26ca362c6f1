package org.referralconnectors.ops;

import java.util.Map;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.referralconnectors.store.RollCall;

/** Whether Quartz still starts what is due, the polls and the sweep: it is given a job of ours that is due at once. */
public final class SchedulerCall {

    private static final String GROUP = "roll-call";

    private final Scheduler scheduler;
    private final RollCall rollCall = new RollCall();

    public SchedulerCall(CamelContext context) {
        this.scheduler = context.getComponent("quartz", QuartzComponent.class).getScheduler();
    }

    /** Answered at once where all its threads are at work: then it waits for one of them, as it should. */
    public void call(Runnable answered) {
        try {
            if (scheduler.getCurrentlyExecutingJobs().size()
                    < scheduler.getMetaData().getThreadPoolSize()) {
                rollCall.call(this::giveJob, answered);
            } else {
                answered.run();
            }
        } catch (SchedulerException ended) {
            throw new IllegalStateException("The scheduler can't be asked", ended);
        }
    }

    private void giveJob() {
        try {
            scheduler.scheduleJob(
                    JobBuilder.newJob(Answer.class)
                            .withIdentity(UUID.randomUUID().toString(), GROUP)
                            .usingJobData(new JobDataMap(Map.of(GROUP, rollCall)))
                            .build(),
                    TriggerBuilder.newTrigger().startNow().build());
        } catch (SchedulerException ended) {
            throw new IllegalStateException("The scheduler takes no job", ended);
        }
    }

    /** Made by Quartz. */
    public static final class Answer implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            ((RollCall) context.getMergedJobDataMap().get(GROUP)).answer();
        }
    }
}
