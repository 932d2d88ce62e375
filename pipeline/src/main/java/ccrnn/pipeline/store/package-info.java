/**
 * The results folder: three Parquet tables, {@code trials} (one row per finished trial), {@code
 * epochs} (one row per trial and epoch) and {@code measures} (one row per further number), that
 * Spark, DuckDB and pandas read as they are.
 *
 * <p>Layout of a results folder DIR:
 *
 * <pre>
 * DIR/epochs/TRIAL_ID.parquet    written first
 * DIR/measures/TRIAL_ID.parquet  written next, for trials that have any: not all folders have it
 * DIR/trials/TRIAL_ID.parquet    written last: the trial is done when it is there
 * DIR/.../.NAME.ATTEMPT.tmp      not finished, or left by a killed attempt; readers pass over it
 * </pre>
 *
 * <p>Every {@code *.parquet} file under a table's folder belongs to the table, whatever its name
 * and however many rows it has, so that small files can be merged. Names that start with a dot or
 * an underscore do not.
 *
 * <p>Each file carries the name and the version of its format as Parquet key-value metadata ({@link
 * ccrnn.pipeline.store.TableSchema}). A new nullable column does not raise the version: a reader
 * takes null where an older file lacks it.
 */
package ccrnn.pipeline.store;
