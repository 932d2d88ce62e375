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
 * DIR/TABLE/merged-X.parquet     in each table, of many complete trials: made by compaction
 * DIR/set-aside/TABLE/...        what could not be read, each with a text that says why
 * DIR/.../.NAME.ATTEMPT.tmp      not finished, or left by a killed attempt; readers pass over it
 * </pre>
 *
 * <p>Every {@code *.parquet} file under a table's folder belongs to the table, whatever its name
 * and however many rows it has. Names that start with a dot or an underscore do not. Files of
 * several trials are named alike in all tables: a group ({@link ccrnn.pipeline.store.Groups}).
 * Where a trial is in a group and in files of its own, which is so while a group is published and
 * after a compaction was killed, readers take the group ({@link ccrnn.pipeline.store.Survey}).
 *
 * <p>Every file has a checksum of all its bytes in its footer ({@link ccrnn.pipeline.store.Seal}).
 *
 * <p>Each file carries the name and the version of its format as Parquet key-value metadata ({@link
 * ccrnn.pipeline.store.TableSchema}). A new nullable column does not raise the version: a reader
 * takes null where an older file lacks it.
 */
package ccrnn.pipeline.store;
