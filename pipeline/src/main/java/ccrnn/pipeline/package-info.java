/**
 * From a sweep file to rows under SQL: {@code sweep} (what is asked) to {@code plan} (what is
 * missing) to {@code run} (Spark tasks that train) to {@code store} (Parquet) to {@code query}
 * (SQL) and {@code analysis} (statistics and figure tables).
 *
 * <p>Words used throughout: a <b>sweep</b> is a YAML file that spans many trials; a <b>trial</b> is
 * one training run, a pure function of its settings; a <b>condition</b> is a set of trials that
 * differ only in their seed; the <b>results folder</b> (DIR) holds the Parquet tables.
 */
package ccrnn.pipeline;
