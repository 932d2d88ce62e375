/**
 * SQL over a results folder, by one of two engines: DuckDB inside this process where the folder is
 * local, Spark wherever it is.
 *
 * <p>Both offer the same views. {@code trials}, {@code epochs} and {@code measures} are the tables
 * of {@link ccrnn.pipeline.store.Tables}; {@code curves} joins epochs and {@code measured} joins
 * measures with the settings of their trials. Each view is one SQL file beside this package, or
 * beside the family of models that it speaks of ({@link ccrnn.pipeline.family.View}), in the subset
 * that both engines understand; they stand on {@code trials_files}, {@code epochs_files} and {@code
 * measures_files}, the only part that each engine defines in its own way.
 *
 * <p>What both agree on, beside standard SQL: names in double quotes are identifiers, upper and
 * lower case are one, nulls sort first when ascending and last when descending, NaN sorts as the
 * largest number, moments are shown in UTC. What they differ in: the name of a column without
 * alias, list indices (DuckDB counts from 1), functions outside the standard, and division by zero
 * (DuckDB gives infinity or NaN, Spark an error).
 */
package ccrnn.pipeline.query;
