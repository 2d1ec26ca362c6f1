package org.referralconnectors.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The steps in their order. The first that does not happen ends it, since each builds on those before. */
final class Story {

    private final Narrator narrator;
    private final List<Step> steps;
    private final BooleanSupplier interrupted;

    /** @param interrupted whether somebody is ending the demo, so that what fails from now on says nothing */
    Story(Narrator narrator, List<Step> steps, BooleanSupplier interrupted) {
        this.narrator = narrator;
        this.steps = List.copyOf(steps);
        this.interrupted = interrupted;
    }

    static List<Step> steps(Stage stage, Narrator narrator) {
        EverydaySteps everyday = new EverydaySteps(stage, narrator);
        List<Step> steps = new ArrayList<>(everyday.steps());
        steps.addAll(new ConflictSteps(stage, narrator, everyday::id).steps());
        steps.addAll(new TroubleSteps(stage, narrator).steps());
        return steps;
    }

    /** @return whether every step happened */
    boolean tell() {
        int number = 0;
        for (Step step : steps) {
            narrator.heading(++number + "  " + step.title());
            if (!happens(step)) {
                return false;
            }
        }
        return true;
    }

    /** @throws IllegalStateException which makes the step one that did not happen */
    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private boolean happens(Step step) {
        try {
            narrator.happened(step.act().play());
            return true;
        } catch (Exception wrong) {
            fail(wrong.getMessage() == null ? wrong.toString() : wrong.getMessage());
        }
        return false;
    }

    private void fail(String why) {
        if (!interrupted.getAsBoolean()) {
            narrator.failed(why);
        }
    }
}
