package ccrnn.pipeline.run;

/**
 * How far a run has come. For the eye only: nothing is decided by it.
 *
 * @param trials trials that this run is to train
 * @param trialsDone of those, committed so far, failed ones included
 * @param failures of those, failed
 * @param epochs epochs that this run is to train; what trials share counts once
 * @param epochsDone epochs trained so far, also of trials under way
 * @param shareDone share of the predicted work that is done, 0 to 1
 * @param seconds wall-clock time since the tasks were launched
 */
public record Progress(
    int trials,
    int trialsDone,
    int failures,
    long epochs,
    long epochsDone,
    double shareDone,
    double seconds) {}
